import { z } from 'zod';
import { HMAC_ALGORITHMS, type WebhookSecurity } from './account.ts';
import { between, listOf, object, oneOf, required, sized, url } from './schema-parts.ts';

const EVENTS = [
  ...(['ACCOUNT_REGISTRATION', 'ACCOUNT_UPDATE_NOTIFICATION', 'BILLING', 'BUSINESS_APP_CONTACT_SYNC'] as const),
  ...(['BUSINESS_APP_MESSAGE_ECHO', 'BUSINESS_APP_MESSAGE_HISTORY', 'CLICK', 'DELIVERY', 'IDENTITY_CHANGE'] as const),
  ...(['INBOUND_MESSAGE', 'MARKETING_SUBSCRIPTION_UPDATE', 'PAYMENT_STATUS', 'SEEN', 'TEMPLATE_UPDATE'] as const),
] as const;

const id = () => sized(1, 255);
const basic = z.object({ username: id(), password: id() });
const hmac = z.object({ secretKey: id(), algorithm: oneOf(HMAC_ALGORITHMS) });

const proof = {
  type: oneOf(['BASIC', 'HMAC', 'OAUTH', 'CUSTOM']).optional(),
  credentials: z.record(z.string(), z.unknown()).optional(),
};

/** How webhooks prove where they come from. */
export const newSecurity = object({ authId: id(), ...proof }).transform((security, context) => ({
  ...security,
  target: readSecurity(security, context),
}));
export const changedSecurity = object(proof).transform((security, context) => ({
  ...security,
  target: readSecurity(security, context),
}));

/** OAuth and custom security are taken, and do nothing here. */
function readSecurity(
  { type, credentials }: { type?: string | undefined; credentials?: unknown },
  context: z.RefinementCtx,
): WebhookSecurity | undefined {
  const complain = () =>
    context.addIssue({ code: 'custom', path: ['credentials'], message: `must be credentials of type ${type}` });
  if (type === 'BASIC') {
    const { data } = basic.safeParse(credentials);
    return data ? { type, ...data } : void complain();
  }
  if (type === 'HMAC') {
    const { data } = hmac.safeParse(credentials);
    return data ? { type, ...data } : void complain();
  }
  return undefined;
}

const address = {
  webhook: object({ contentType: sized(0, 255).optional(), notifyUrl: url(512) }).optional(),
  maxBucketSize: between(1, 2000).optional(),
  windowSize: between(20, 10_000).optional(),
  connectTimeout: between(300, 30_000).optional(),
  readTimeout: between(1_000, 90_000).optional(),
  enabledSSLProtocols: z.array(oneOf(['TLSv1.2', 'TLSv1.3'])).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  rateLimit: between(1, 5_000).optional(),
};

/** Where webhooks go. */
export const newProfile = object({ profileId: id(), ...address, security: newSecurity.optional() });
/** A changed one names a security that is there. */
export const changedProfile = object({ ...address, security: object({ authId: id() }).optional() });

const what = {
  name: id().optional(),
  events: listOf(z.union([oneOf(EVENTS), object({ event: oneOf(EVENTS), format: z.string() })]), 0, 255),
  criteria: listOf(
    object({ applicationId: sized(0, 255).optional(), entityId: sized(0, 255).optional() }),
    0,
    255,
  ).optional(),
  resources: listOf(sized(0, 255), 0, 255).optional(),
  users: listOf(sized(0, 255), 0, 255).optional(),
};

/** A new subscription brings its profile along. */
export const newSubscription = object({ subscriptionId: id(), ...what, profile: newProfile });
/** A changed one names a profile that is there. */
export const changedSubscription = object({ ...what, profile: object({ profileId: required() }) });

export type Security = z.output<typeof newSecurity>;
export type Profile = z.output<typeof newProfile>;
export type Subscription = z.output<typeof newSubscription>;
