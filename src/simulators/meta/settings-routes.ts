import { z } from 'zod';
import type { Accounts } from './account.ts';
import type { Admission } from './admission.ts';
import { GraphError } from './graph-error.ts';
import { parseParams } from './params.ts';
import { idOf } from './request.ts';
import type { Route } from './route.ts';

const CATALOG = '200447719003381';

const flag = z.preprocess((value) => (typeof value === 'string' ? value === 'true' : value), z.boolean()).optional();
const product = z.literal('whatsapp');
/** No emoji: the platform takes none in prompts and commands. */
const plain = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^\P{Extended_Pictographic}*$/u, 'no emoji');

const commerceSchema = z.strictObject({ is_cart_enabled: flag, is_catalog_visible: flag });

const automationSchema = z.strictObject({
  enable_welcome_message: flag,
  prompts: z.array(plain(80)).max(4).optional(),
  commands: z
    .array(z.strictObject({ command_name: plain(32), command_description: plain(256) }))
    .max(30)
    .optional(),
});

const syncSchema = z.strictObject({
  messaging_product: product,
  sync_type: z.enum(['smb_app_state_sync', 'history']),
});

const controlSchema = z
  .strictObject({
    messaging_product: product,
    to: z.string().min(1).optional(),
    recipient: z.string().min(1).optional(),
    action: z.enum(['pass', 'release', 'take']),
    metadata: z.string().max(2000).optional(),
    control_pass: z.strictObject({ target_role: z.string().min(1) }).optional(),
  })
  .refine(({ to, recipient }) => to !== undefined || recipient !== undefined, { path: ['to'], error: 'is required' });

interface SettingsParts {
  accounts: Accounts;
  admission: Admission;
}

/** What else is set at a number: catalog, ice breakers, coexistence, conversation routing. */
export function addSettingsRoutes(route: Route, { accounts, admission }: SettingsParts): void {
  addCommerceRoutes(route, admission);
  addCoexistenceRoutes(route, admission);

  route('POST', '/:id/conversational_automation', async (request) => {
    const number = admission.ownNumber(request, idOf(request));
    const automation = { ...number.automation, ...parseParams(automationSchema, request) };
    accounts.set({ ...number, automation });
    return { success: true };
  });

  route('POST', '/:id/thread_control', async (request) => {
    admission.ownNumber(request, idOf(request), 'messaging');
    const { action, control_pass: pass } = parseParams(controlSchema, request);
    // Only the app that is set up for escalation may take; the simulated one is not.
    if (action === 'take') throw new GraphError(2494191);
    if (action === 'pass' && !pass) throw new GraphError(100, { details: 'Param control_pass is required to pass.' });
    return { messaging_product: 'whatsapp', success: true };
  });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/catalogs */
function addCommerceRoutes(route: Route, admission: Admission): void {
  const settings = new Map<string, object>();
  const defaults = { id: CATALOG, is_cart_enabled: true, is_catalog_visible: false };

  route('GET', '/:id/whatsapp_commerce_settings', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    return { data: [{ ...defaults, ...settings.get(phoneNumberId) }] };
  });

  route('POST', '/:id/whatsapp_commerce_settings', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    settings.set(phoneNumberId, { ...settings.get(phoneNumberId), ...parseParams(commerceSchema, request) });
    return { success: true };
  });
}

/** Each synchronisation can be asked for once. https://developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/onboarding-business-app-users */
function addCoexistenceRoutes(route: Route, admission: Admission): void {
  const asked = new Set<string>();

  route('POST', '/:id/smb_app_data', async (request) => {
    const { phoneNumberId, isOnBusinessApp } = admission.ownNumber(request, idOf(request));
    const { sync_type: type } = parseParams(syncSchema, request);
    if (!isOnBusinessApp) throw new GraphError(2593108);
    const key = `${phoneNumberId} ${type}`;
    if (asked.has(key)) throw new GraphError(2593107);
    asked.add(key);
    return { messaging_product: 'whatsapp', request_id: `sync-${phoneNumberId}-${asked.size}` };
  });
}
