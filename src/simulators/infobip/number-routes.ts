import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Accounts, InfobipAccount, InfobipNumber } from './account.ts';
import { type Admission, paramOf } from './admission.ts';
import { ApiError } from './api-error.ts';
import { object, oneOf, sized, url } from './schema-parts.ts';
import { parseBody } from './validation.ts';

const PATH = '/resource-management/1/inbound-message-configurations';

const CHANNEL = z.literal('WHATSAPP', { error: 'must be WHATSAPP' });
const OTHER_FORWARDINGS = [
  ...(['PULL', 'NO_ACTION', 'BLOCK', 'AUTORESPONSE', 'USE_CONVERSATIONS', 'FORWARD_TO_SUBSCRIPTION'] as const),
  ...(['USE_ANSWERS', 'FORWARD_TO_AI_AGENT', 'OTHER'] as const),
] as const;
const forwarding = z.union([
  object({ type: z.literal('HTTP_FORWARD'), url: url(), format: z.string().default('MO_OTT_CONTACT') }),
  object({ type: oneOf(OTHER_FORWARDINGS) }),
]);
const configuration = object({
  channel: CHANNEL,
  number: z.string().optional(),
  numberKey: z.string().optional(),
  keyword: sized(0, 50).optional(),
  forwarding: forwarding.optional(),
});
const search = object({
  channel: CHANNEL,
  number: z.string().optional(),
  numberKey: z.string().optional(),
  configurationKey: z.string().optional(),
});

/** What a number does with incoming messages. https://www.infobip.com/docs/api/platform/numbers */
export function addNumberRoutes(
  app: FastifyInstance,
  { admission, accounts }: { admission: Admission; accounts: Accounts },
): void {
  const find = ({ username }: InfobipAccount, fits: (number: InfobipNumber) => boolean) => {
    const number = accounts.numbersOf(username).find(fits);
    if (!number) throw new ApiError(404);
    return number;
  };

  app.get(PATH, async (request) => {
    const { username } = admission.admit(request, 'numbers');
    const query = parseBody(search, Object.fromEntries(new URL(request.url, 'http://simulator').searchParams));
    return accounts
      .numbersOf(username)
      .filter((number) => number.forwarding)
      .filter((number) => [undefined, number.sender].includes(query.number))
      .filter((number) => [undefined, keyOf(number)].includes(query.numberKey ?? query.configurationKey))
      .map(render);
  });
  app.post(PATH, async (request) => {
    const account = admission.admit(request, 'numbers');
    const given = parseBody(configuration, request.body);
    if (given.number === undefined && given.numberKey === undefined) {
      throw new ApiError(400, { validationErrors: { number: ['must not be blank'] } });
    }
    const number = find(account, (one) => one.sender === given.number || keyOf(one) === given.numberKey);
    const changed = { ...number, ...(given.forwarding && { forwarding: given.forwarding }) };
    accounts.setNumber(changed);
    return render(changed);
  });
  app.delete(`${PATH}/:configurationKey`, async (request, reply) => {
    const account = admission.admit(request, 'numbers');
    const key = paramOf(request, 'configurationKey');
    const number = accounts.numbersOf(account.username).find((one) => keyOf(one) === key && one.forwarding);
    // The one refusal here that is documented without a body.
    if (!number) return reply.status(404).send();
    accounts.setNumber({ ...number, forwarding: undefined });
    return reply.status(204).send();
  });
}

/** One configuration a number, so that one key names both. */
function keyOf({ sender }: InfobipNumber): string {
  return createHash('md5').update(sender).digest('hex').toUpperCase();
}

function render(number: InfobipNumber): object {
  return { configurationKey: keyOf(number), channel: 'WHATSAPP', forwarding: number.forwarding };
}
