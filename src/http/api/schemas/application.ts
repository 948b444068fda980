import { z } from 'zod';
import { pageOf, timestamp } from './page.ts';

const name = z.string().trim().min(1).max(200);
const audience = z
  .string()
  .min(1)
  .max(500)
  .nullable()
  .describe('Whom its tokens must be meant for (`aud`); null: anybody.');
const singleUse = z.boolean().describe('A token must have an id (`jti`), and counts once.');

export const createApplication = z
  .strictObject({ name, audience: audience.default(null), singleUse: singleUse.default(false) })
  .meta({ id: 'CreateApplication', example: { name: 'Messaging partner' } });

export const updateApplication = z
  .strictObject({ name: name.optional(), audience: audience.optional(), singleUse: singleUse.optional() })
  .meta({ id: 'UpdateApplication' });

const fields = {
  id: z.string().describe('The client id: the issuer (`iss`) of its tokens.'),
  name: z.string(),
  audience,
  singleUse,
  createdAt: timestamp,
};

export const application = z.object(fields).meta({
  id: 'Application',
  description:
    'A program that proves itself on callback URLs with tokens (JWT, HS256 or HS512) that it signs with its secret. A connection names it in its setting `applicationId`.',
});

export const applicationWithSecret = z
  .object({ ...fields, clientSecret: z.string().describe('Shown this once.') })
  .meta({ id: 'ApplicationWithSecret' });

export const applicationPage = pageOf('ApplicationPage', application);
