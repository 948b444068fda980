import { z } from 'zod';
import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import type { Admission } from './admission.ts';
import { GraphError } from './graph-error.ts';
import { pageOf } from './paging.ts';
import { parseParams } from './params.ts';
import { idOf } from './request.ts';
import type { Route } from './route.ts';

const DAY_MS = 86_400_000;

const blockSchema = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  block_users: z
    .array(z.union([z.strictObject({ user: z.string().min(1) }), z.strictObject({ user_id: z.string().min(1) })]))
    .min(1)
    .max(1000),
});

type Target = z.output<typeof blockSchema>['block_users'][number];

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/block-users */
export function addBlockRoutes(route: Route, { admission, world }: { admission: Admission; world: World }): void {
  const find = (target: Target): Person | undefined =>
    'user' in target ? world.people.byPhone(target.user.replace(/\D/g, '')) : world.people.byUserId(target.user_id);

  /** Why the person cannot be blocked: only somebody who wrote within a day can. */
  const faultOf = (chat: Chat | undefined): string | undefined => {
    const wroteAt = chat?.personWroteAt;
    if (wroteAt !== undefined && world.clock.now() - wroteAt < DAY_MS) return undefined;
    return 'The user has not written to this number within the last 24 hours.';
  };

  const answer = (phoneNumberId: string, targets: Target[], isBlocked: boolean) => {
    const done: object[] = [];
    const failed: object[] = [];
    for (const target of targets) {
      const input = 'user' in target ? target.user : target.user_id;
      const person = find(target);
      const chat = person && world.chats.open(phoneNumberId, person.id);
      const fault = isBlocked ? faultOf(chat) : undefined;
      if (!person || !chat || fault) failed.push({ input, errors: [renderFault(fault ?? 'Unknown user.')] });
      else {
        chat.isBlocked = isBlocked;
        done.push({ input, ...renderUser(person, target) });
      }
    }
    return { [isBlocked ? 'added_users' : 'removed_users']: done, ...(failed.length > 0 && { failed_users: failed }) };
  };

  for (const [method, isBlocked] of [
    ['POST', true],
    ['DELETE', false],
  ] as const) {
    route(method, '/:id/block_users', async (request, reply) => {
      const { phoneNumberId } = admission.ownNumber(request, idOf(request));
      const users = answer(phoneNumberId, parseParams(blockSchema, request).block_users, isBlocked);
      const result = { messaging_product: 'whatsapp', block_users: users };
      if (!users.failed_users) return result;
      const { error } = new GraphError(139100).render('A0000000000000000000000');
      return reply.status(400).send({ ...result, error });
    });
  }

  route('GET', '/:id/block_users', async (request) => {
    const { phoneNumberId } = admission.ownNumber(request, idOf(request));
    const blocked = world.chats.ofNumber(phoneNumberId).filter((chat) => chat.isBlocked);
    const users = blocked.map(({ personId }) => world.people.require(personId));
    const page = pageOf(users, request);
    const data = page.data.map(({ phone, userId }) => ({
      messaging_product: 'whatsapp',
      ...(phone ? { wa_id: phone } : { user_id: userId }),
    }));
    return { ...page, data };
  });
}

function renderUser({ phone, userId }: Person, target: Target): object {
  return 'user' in target ? { wa_id: phone } : { user_id: userId };
}

function renderFault(details: string): object {
  return { code: 139100, message: '(#139100) Failed to block or unblock', error_data: { details } };
}
