import { expect } from 'vitest';
import { acceptingAll, answering, createRig, failing, type Network } from './rig.ts';
import type { Check, Subject } from './samples.ts';
import { secretFinder, secretsOf } from './secrets.ts';

const SHORTEST_SECRET = 12;

/** Everything that leaves the adapter is searched for the secret settings, also where the provider repeats them. */
export function secretChecks(subject: Subject): Check[] {
  const { samples } = subject;
  const secrets = secretsOf(subject);
  const expectNoSecret = secretFinder(subject);
  const betrayal = `no access with ${secrets.join(' and ')}`;
  const networks: Record<string, Network> = {
    'the receipt': acceptingAll(subject),
    'a failure that repeats it': answering({ status: 400, body: JSON.stringify({ error: { message: betrayal } }) }),
    'a page that repeats it': answering({ status: 500, body: `<p>${betrayal}</p>` }),
    'a success that repeats it': answering({ status: 200, body: JSON.stringify({ note: betrayal }) }),
    'a network error that repeats it': failing(new Error(betrayal, { cause: new Error(betrayal) })),
  };
  return [
    {
      name: 'has secrets that can be searched for',
      run: () => {
        expect(secrets.length).toBeGreaterThan(0);
        for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(SHORTEST_SECRET);
      },
    },
    {
      name: 'shows no secret in what it reports about a webhook',
      run: () => {
        const { provider } = createRig(subject, acceptingAll(subject));
        for (const body of Object.values(samples.inbound)) {
          const request = samples.request(body);
          expectNoSecret(provider.parse(request), 'an event');
          expectNoSecret(provider.verify({ ...request, headers: {} }), 'a verdict');
          expectNoSecret(provider.handshake?.({ ...request, method: 'GET' }), 'a handshake');
        }
      },
    },
    ...Object.entries(networks).map(
      ([where, network]): Check => ({
        name: `shows no secret in ${where}`,
        run: async () => {
          const result = await createRig(subject, network).send({ type: 'text', text: 'Hello' });
          expectNoSecret(result, where);
        },
      }),
    ),
  ];
}
