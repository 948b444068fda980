import type { MetaNumber } from './account.ts';
import { GraphError } from './graph-error.ts';
import type { NumberParts } from './number-routes.ts';
import { idOf, paramsOf } from './request.ts';
import type { GraphObject, Route } from './route.ts';
import { WEBHOOK_FIELDS } from './webhook-fields.ts';

const OBJECT = 'whatsapp_business_account';

/** Webhooks of the app: callback URL and fields. https://developers.facebook.com/docs/graph-api/reference/app/subscriptions */
export function addAppRoutes(route: Route, { accounts, admission, verify }: NumberParts): void {
  route('GET', '/:id/subscriptions', async (request) => {
    const [number] = admission.ownApp(request, idOf(request));
    return { data: number.callbackUrl ? [renderSubscription(number)] : [] };
  });

  route('POST', '/:id/subscriptions', async (request) => {
    const [first] = admission.ownApp(request, idOf(request));
    const { object, callback_url: callbackUrl, verify_token: verifyToken, fields } = paramsOf(request);
    if (object !== OBJECT) throw new GraphError(100, { details: `object must be ${OBJECT}.` });
    if (typeof callbackUrl !== 'string' || !URL.canParse(callbackUrl)) {
      throw new GraphError(100, { details: 'callback_url must be a URL.' });
    }
    if (typeof verifyToken !== 'string') throw new GraphError(100, { details: 'verify_token is required.' });
    const added = parseFields(fields);
    await verify({ callbackUrl, verifyToken });
    const subscribedFields = [...new Set([...(first.subscribedFields ?? []), ...added])];
    accounts.change(
      ({ appId }) => appId === first.appId,
      (number) => ({ ...number, callbackUrl, verifyToken, subscribedFields }),
    );
    return { success: true };
  });

  route('DELETE', '/:id/subscriptions', async (request) => {
    const [first] = admission.ownApp(request, idOf(request));
    const { fields } = paramsOf(request);
    const removed = fields === undefined ? undefined : parseFields(fields);
    accounts.change(
      ({ appId }) => appId === first.appId,
      (number) => withoutFields(number, removed),
    );
    return { success: true };
  });
}

/** `/{app-id}`: its name, for either kind of token. */
export function appObject({ accounts, admission }: NumberParts): GraphObject {
  return {
    has: (id) => accounts.ofApp(id).length > 0,
    read: (request, id) => {
      admission.authorise(request);
      return { id, name: 'Simulated app', link: `https://www.facebook.com/games/?app_id=${id}` };
    },
  };
}

/** Without fields the whole subscription goes. */
function withoutFields(number: MetaNumber, removed: readonly string[] | undefined): MetaNumber {
  const { callbackUrl, ...rest } = number;
  if (removed === undefined) return rest;
  const subscribedFields = (number.subscribedFields ?? WEBHOOK_FIELDS).filter((field) => !removed.includes(field));
  return { ...rest, ...(callbackUrl && { callbackUrl }), subscribedFields };
}

function parseFields(fields: unknown): string[] {
  const names = Array.isArray(fields) ? fields.map(String) : String(fields ?? '').split(',');
  const unknown = names.find((name) => !WEBHOOK_FIELDS.includes(name));
  if (unknown !== undefined) throw new GraphError(100, { details: `fields: there is no field "${unknown}".` });
  return names;
}

function renderSubscription({ callbackUrl, subscribedFields = WEBHOOK_FIELDS }: MetaNumber): object {
  const fields = subscribedFields.map((name) => ({ name, version: 'v25.0' }));
  return { object: OBJECT, callback_url: callbackUrl, active: true, fields };
}
