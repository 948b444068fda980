import { expect } from 'vitest';
import { expectOwnHosts } from './hosts.ts';
import { answering, createIsolatedProvider, createRig, messageOf } from './rig.ts';
import type { Check, Subject } from './samples.ts';
import { secretFinder } from './secrets.ts';
import { troublesOf } from './troubles.ts';

/** How doubt ends where the provider can be asked. */
export function lookupChecks(subject: Subject): Check[] {
  if (createIsolatedProvider(subject).reconcile === undefined) return [];
  const lookUp = async (network: Parameters<typeof createRig>[1]) => {
    const rig = createRig(subject, network);
    const message = messageOf(subject, { type: 'text', text: 'Hello' });
    const found = await rig.provider.reconcile?.lookup({ ...message, startedAt: rig.now - 20_000 });
    secretFinder(subject)(found, 'what became of an attempt');
    expectOwnHosts(subject, rig.requests);
    return found;
  };
  return [
    ...Object.entries(troublesOf(subject)).map(
      ([when, network]): Check => ({
        name: `does not know what became of an attempt when ${when}`,
        run: async () => expect(await lookUp(network)).toEqual({ outcome: 'unknown' }),
      }),
    ),
    ...(subject.samples.lookups ?? []).map(
      ({ when, answer, outcome }): Check => ({
        name: `knows that an attempt is ${outcome} when ${when}`,
        run: async () => expect(await lookUp(answering(answer))).toMatchObject({ outcome }),
      }),
    ),
  ];
}
