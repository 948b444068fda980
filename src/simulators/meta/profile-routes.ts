import { z } from 'zod';
import type { Admission } from './admission.ts';
import { pickFields } from './fields.ts';
import { GraphError } from './graph-error.ts';
import { parseParams } from './params.ts';
import { idOf, queryOf } from './request.ts';
import type { Route } from './route.ts';
import { text } from './schema-parts.ts';

const VERTICALS = [
  ...(['UNDEFINED', 'OTHER', 'AUTO', 'BEAUTY', 'APPAREL', 'EDU', 'ENTERTAIN', 'EVENT_PLAN', 'FINANCE'] as const),
  ...(['GROCERY', 'GOVT', 'HOTEL', 'HEALTH', 'NONPROFIT', 'PROF_SERVICES', 'RETAIL', 'TRAVEL'] as const),
  ...(['RESTAURANT', 'NOT_A_BIZ'] as const),
];

const profileSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  about: text(139).optional(),
  address: z.string().max(256).optional(),
  description: z.string().max(512).optional(),
  email: z.string().max(128).optional(),
  websites: z.array(z.string().max(256)).max(2).optional(),
  vertical: z.enum(VERTICALS).optional(),
  profile_picture_handle: z.string().optional(),
});

type Profile = Omit<z.output<typeof profileSchema>, 'messaging_product'>;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-profiles */
export function addProfileRoutes(route: Route, { admission }: { admission: Admission }): void {
  const profiles = new Map<string, Profile>();

  route('GET', '/:id/whatsapp_business_profile', async (request) => {
    const number = admission.ownNumber(request, idOf(request));
    const all = renderProfile(profiles.get(number.phoneNumberId) ?? {});
    const { id: _id, ...profile } = pickFields(all, queryOf(request).get('fields'), ['about']);
    return { data: [{ ...profile, messaging_product: 'whatsapp' }] };
  });

  route('POST', '/:id/whatsapp_business_profile', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    const { messaging_product: _product, ...changes } = parseParams(profileSchema, request);
    if (Object.keys(changes).length === 0) throw new GraphError(100, { details: 'Nothing to change.' });
    profiles.set(phoneNumberId, { ...profiles.get(phoneNumberId), ...changes });
    return { success: true };
  });
}

function renderProfile(profile: Profile): Record<string, unknown> {
  const { profile_picture_handle: handle, ...rest } = profile;
  const all = { about: undefined, address: undefined, description: undefined, email: undefined, websites: undefined };
  const picture = handle && 'https://pictures.example/profile.jpg';
  return { ...all, vertical: 'UNDEFINED', profile_picture_url: picture, ...rest };
}
