import { z } from 'zod';
import { contentSchemas, isContentType, type MetaContent } from './content-schemas.ts';
import { GraphError } from './graph-error.ts';
import { text } from './schema-parts.ts';

/** A send request that has passed the checks of its form. */
export type MetaMessage = MetaContent & {
  address: Address;
  /** `wamid` of the message it answers. */
  contextId?: string;
  /** `biz_opaque_callback_data`, echoed in statuses. */
  callbackData?: string;
};

/** To whom: `input` as it was written, and what it means. */
export type Address = { input: string } & ({ kind: 'phone'; phone: string } | { kind: 'user_id'; userId: string });

const envelope = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.enum(['individual', 'group']).optional(),
  to: z.string().min(1).optional(),
  recipient: z.string().min(1).optional(),
  context: z.strictObject({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: text(512).optional(),
  recipient_identity_key_hash: z.string().optional(),
  message_send_ttl_seconds: z.number().optional(),
  type: z.string().optional(),
};

const contentKeys = Object.fromEntries(Object.keys(contentSchemas).map((key) => [key, z.unknown().optional()]));
const envelopeSchema = z.strictObject({ ...envelope, ...contentKeys });

const PHONE = /^\+?[\d\s().-]+$/;
/** Business-scoped user ids, those of a parent business with `ENT.`. */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/**
 * Parses the body of `POST /messages`. Throws a GraphError: 100 for an unknown key, 131008 for a missing parameter,
 * 131009 for a bad value, 131051 for an unknown type.
 */
export function parseMessage(body: unknown): MetaMessage {
  const request: z.output<z.ZodObject<typeof envelope>> & Record<string, unknown> = parse(envelopeSchema, body, []);
  const type = request.type ?? 'text';
  if (!isContentType(type)) throw new GraphError(131051, { details: `Message type ${type} is not supported.` });
  const stray = Object.keys(contentSchemas).find((key) => key !== type && request[key] !== undefined);
  if (stray) throw new GraphError(131009, { details: `Parameter ${stray} does not belong to type ${type}.` });
  if (type === 'reaction' && request.context) throw invalid('context', 'not allowed with a reaction');
  const content = parse(contentSchemas[type], request[type], [type]);
  return {
    // The schema was chosen by the type; TypeScript does not follow the pair through the lookup.
    ...({ type, content } as MetaContent),
    address: parseAddress(request.to, request.recipient),
    ...(request.context && { contextId: request.context.message_id }),
    ...(request.biz_opaque_callback_data && { callbackData: request.biz_opaque_callback_data }),
  };
}

/** Reads who is meant, leniently, from a body not yet checked. */
export function peekAddress(body: Record<string, unknown>): string {
  return String(body.to ?? body.recipient ?? '').replace(/[^\w.]/g, '');
}

/** If both are given `to` wins. */
function parseAddress(to: string | undefined, recipient: string | undefined): Address {
  if (to !== undefined) {
    if (!PHONE.test(to)) throw invalid('to', 'expected a phone number');
    return { input: to, kind: 'phone', phone: to.replace(/\D/g, '') };
  }
  if (recipient !== undefined) {
    if (!USER_ID.test(recipient)) throw invalid('recipient', 'expected a business-scoped user id');
    return { input: recipient, kind: 'user_id', userId: recipient };
  }
  throw new GraphError(131008, { details: 'The parameter to is required.' });
}

function parse<S extends z.ZodType>(schema: S, input: unknown, path: string[]): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw toGraphError(result.error.issues[0], input, path);
}

function toGraphError(issue: z.core.$ZodIssue | undefined, input: unknown, base: string[]): GraphError {
  const path = [...base, ...(issue?.path.map(String) ?? [])].join('.');
  if (issue?.code === 'unrecognized_keys') {
    return new GraphError(100, { details: `Unexpected key "${issue.keys.join('", "')}" on param "${path}".` });
  }
  if (valueAt(input, issue?.path ?? []) === undefined) {
    return new GraphError(131008, { details: `The parameter ${path} is required.` });
  }
  return invalid(path, issue?.message ?? 'not valid');
}

function invalid(path: string, why: string): GraphError {
  return new GraphError(131009, { details: `Parameter ${path}: ${why}` });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = isRecord(value) ? value[key] : undefined;
  return value;
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
