import { createHmac, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Numbers } from './numbers.ts';
import { parseRequest } from './parse-request.ts';
import { notFound } from './problem.ts';
import type { AccountRequest, OpenedAccount, ProviderSimulator } from './simulator.ts';

/** Opens accounts whose credentials are always the same ones for a provider and a number. */
export type OpenAccount = (simulator: ProviderSimulator, number: Omit<AccountRequest, 'secretOf'>) => OpenedAccount;

/** `secret`: what all credentials follow from; left out, they are new in every process. */
export function createOpenAccount(secret: Uint8Array = randomBytes(32)): OpenAccount {
  return (simulator, number) =>
    simulator.openAccount({
      ...number,
      secretOf: (purpose) =>
        createHmac('sha256', secret).update(`${simulator.provider}\0${number.phoneNumber}\0${purpose}`).digest('hex'),
    });
}

const accountBody = z.strictObject({
  provider: z.string(),
  phoneNumber: z.string().regex(/^\+?\d{7,15}$/, 'expected a number with country code'),
  displayName: z.string().trim().min(1).max(100).default('Simulated business'),
  product: z.string().optional(),
});
const callbackBody = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });
const numberParams = z.object({ numberId: z.string() });

/** What an operator does in providers' consoles: opening an account with a number, and entering the callback URL. */
export function addAccountRoutes(
  app: FastifyInstance,
  { simulators, numbers, open }: { simulators: readonly ProviderSimulator[]; numbers: Numbers; open: OpenAccount },
): void {
  const find = (provider: string) => {
    const simulator = simulators.find((one) => one.provider === provider);
    if (!simulator) throw notFound(`A simulator of ${provider}`);
    return simulator;
  };

  app.get('/providers', async () => ({ items: simulators.map(({ provider }) => ({ provider })) }));
  app.post('/accounts', async (request, reply) => {
    const { provider, phoneNumber, displayName, product } = parseRequest(accountBody, request.body);
    const simulator = find(provider);
    return reply
      .status(201)
      .send(open(simulator, { phoneNumber: phoneNumber.replace('+', ''), displayName, ...(product && { product }) }));
  });
  app.put('/accounts/:numberId/callback', async (request, reply) => {
    const { numberId } = parseRequest(numberParams, request.params);
    const simulator = find(numbers.require(numberId).provider);
    await simulator.setCallback(numberId, parseRequest(callbackBody, request.body).url);
    return reply.status(204).send();
  });
}
