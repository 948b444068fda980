import fc from 'fast-check';
import { expect } from 'vitest';
import type { Verdict, WebhookReply } from '../../../src/domain/provider.ts';
import { createIsolatedProvider, createRig } from './rig.ts';
import type { Check, Subject } from './samples.ts';
import { secretFinder } from './secrets.ts';
import { troublesOf } from './troubles.ts';

const RUNS = 200;

const REFUSALS: readonly Verdict[] = (
  ['signature_missing', 'signature_malformed', 'signature_wrong', 'credentials_wrong', 'address_refused'] as const
).map((reason) => ({ ok: false, reason }));
const ACCEPTANCES: readonly Verdict[] = [{ ok: true }, { ok: true, unproven: true }];

/** The answers that an adapter gives of its own, each only if it gives any. */
export function replyChecks(subject: Subject): Check[] {
  const { webhookReply, refuse, callback } = createIsolatedProvider(subject);
  return [
    ...(webhookReply === undefined ? [] : [webhookReplyCheck(subject)]),
    ...(refuse === undefined ? [] : refuseChecks(subject)),
    ...(callback === undefined ? [] : callbackChecks(subject)),
  ];
}

function webhookReplyCheck(subject: Subject): Check {
  return {
    name: 'answers webhooks as they were received, and without a secret',
    run: () => {
      const provider = createIsolatedProvider(subject);
      const replyTo = (verdict: Verdict) => {
        const reply = provider.webhookReply?.(verdict);
        expectSoundReply(subject, reply, 'the answer to a webhook');
        return reply?.status;
      };
      for (const verdict of ACCEPTANCES) expect(replyTo(verdict), 'of one that was taken').toSatisfy(isSuccess);
      for (const verdict of REFUSALS) expect(replyTo(verdict), 'of one that was refused').not.toSatisfy(isSuccess);
    },
  };
}

function refuseChecks(subject: Subject): Check[] {
  const { samples } = subject;
  const bodies = Object.values(samples.inbound);
  return [
    {
      name: 'refuses no good webhook out of hand',
      run: () => {
        const provider = createIsolatedProvider(subject);
        for (const body of bodies) expect(provider.refuse?.(samples.request(body))).toBeUndefined();
      },
    },
    {
      name: 'takes or refuses any bytes, and says so without a secret',
      run: () => {
        const provider = createIsolatedProvider(subject);
        const request = samples.request(bodies[0] ?? '');
        const bytes = fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => Buffer.from(text)),
        );
        const run = (body: Uint8Array) => {
          const reply = provider.refuse?.({ ...request, body });
          if (reply === undefined) return;
          expectSoundReply(subject, reply, 'a refusal');
          expect(reply.status).not.toSatisfy(isSuccess);
        };
        fc.assert(fc.property(bytes, run), { numRuns: RUNS });
      },
    },
  ];
}

function callbackChecks(subject: Subject): Check[] {
  const { samples } = subject;
  return Object.entries(troublesOf(subject)).map(
    ([when, network]): Check => ({
      name: `answers any other request on its callback URL when ${when}`,
      run: async () => {
        const { provider } = createRig(subject, network);
        const { query: _, ...request } = samples.request('');
        for (const query of [{}, { code: 'x', state: 'y' }, { whatsapp: ['a', 'b'] }]) {
          const reply = await provider.callback?.({ ...request, method: 'GET', query });
          if (reply !== undefined) expectSoundReply(subject, reply, 'an answer on the callback URL');
        }
      },
    }),
  );
}

function expectSoundReply(subject: Subject, reply: WebhookReply | undefined, where: string): void {
  secretFinder(subject)(reply, where);
  expect(reply?.status, where).toSatisfy((status: number) => Number.isInteger(status) && status >= 200 && status < 600);
  expect(reply?.contentType, where).toMatch(/^[a-z]+\/[a-z0-9.+-]+/);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
