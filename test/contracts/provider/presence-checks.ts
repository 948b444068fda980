import { expect } from 'vitest';
import type { ProviderMessageId } from '../../../src/domain/ids.ts';
import { expectOwnHosts } from './hosts.ts';
import { acceptingAll, createIsolatedProvider, createRig, type Network } from './rig.ts';
import type { Check, SentRequest, Subject } from './samples.ts';
import { secretFinder } from './secrets.ts';
import { troublesOf } from './troubles.ts';

/** Marking read may fail, for nobody waits for it; but what it says then stands in a log. */
export function presenceChecks(subject: Subject): Check[] {
  if (createIsolatedProvider(subject).presence === undefined) return [];
  return [
    {
      name: 'marks read, or shows that somebody is typing',
      run: async () => {
        const asked: SentRequest[] = [];
        for (const typing of [false, true]) {
          const { error, requests } = await markRead(subject, acceptingAll(subject), typing);
          expect(error).toBeUndefined();
          asked.push(...requests);
        }
        expect(asked.length).toBeGreaterThan(0);
      },
    },
    ...Object.entries(troublesOf(subject)).map(
      ([when, network]): Check => ({
        name: `shows no secret while marking read when ${when}`,
        run: async () => {
          const { error } = await markRead(subject, network, true);
          secretFinder(subject)(error, 'why it could not mark read');
        },
      }),
    ),
  ];
}

async function markRead(subject: Subject, network: Network, typing: boolean) {
  const rig = createRig(subject, network);
  const { fields: senderFields, phoneNumber: senderPhoneNumber } = subject.samples.sender;
  const { recipient } = subject.samples;
  const { signal } = new AbortController();
  const providerMessageId = 'provider-message-1' as ProviderMessageId;
  const target = { senderFields, senderPhoneNumber, recipient, providerMessageId, typing, signal };
  const error = await rig.provider.presence?.markRead(target).then(
    () => undefined,
    (reason: unknown) => reason ?? new Error('rejected with nothing'),
  );
  expectOwnHosts(subject, rig.requests);
  return { error, requests: rig.requests };
}
