import { expect } from 'vitest';
import type { AccountCheck, MediaRules, Provider, ProviderResult } from '../../../src/domain/provider.ts';
import { expectOwnHosts } from './hosts.ts';
import { acceptingAll, answering, createIsolatedProvider, createRig, type Network, type Rig } from './rig.ts';
import type { Check, Subject } from './samples.ts';
import { secretFinder } from './secrets.ts';
import { ELSEWHERE, troublesOf } from './troubles.ts';

/** Files, templates, account and consent: what is no send must never throw, never leave the provider's hosts and never tell a secret. */
export function facetChecks(subject: Subject): Check[] {
  const provider = createIsolatedProvider(subject);
  const troubles = troublesOf(subject);
  const calls = callsOf(subject, provider);
  return [
    offersCheck(subject, provider),
    ...(provider.media === undefined ? [] : [rulesCheck(provider.media.rules), elsewhereCheck(subject)]),
    ...calls.flatMap(({ name, run }) =>
      Object.entries(troubles).map(
        ([when, network]): Check => ({
          name: `says why it cannot ${name} when ${when}`,
          run: async () => {
            const rig = createRig(subject, network);
            const told = await run(rig.provider);
            secretFinder(subject)(told, name);
            expect(told).toMatchObject({ ok: false, trouble: { message: expect.stringMatching(/./) } });
            expectOwnHosts(subject, rig.requests);
          },
        }),
      ),
    ),
    ...(provider.account?.numbers === undefined ? [] : [numbersCheck(subject)]),
    ...(provider.account === undefined
      ? []
      : Object.entries(troubles).map(([when, network]) => accountCheck(subject, when, network))),
  ];
}

interface Call {
  /** Continues “cannot”. */
  name: string;
  run(provider: Provider): Promise<ProviderResult<unknown> | undefined>;
}

/** Every call of every facet that this adapter has. */
function callsOf({ definition, samples }: Subject, { media, templates, account, consent }: Provider): Call[] {
  const senderFields = samples.sender.fields;
  const { signal } = new AbortController();
  const common = { account: senderFields[definition.accountKey ?? ''] ?? 'account-1', signal };
  const draft = { name: 'hello', language: 'en', category: 'utility', body: { text: 'Hello' } };
  const file = { file: new Blob(['x']), fileName: 'a.png', mimeType: 'image/png', kind: 'image' as const };
  const calls: (Call & { isThere: boolean })[] = [
    {
      name: 'open a file',
      isThere: media !== undefined,
      run: async (provider) => provider.media?.open({ providerMediaId: '88', senderFields, signal }),
    },
    {
      name: 'upload a file',
      isThere: media?.upload !== undefined,
      run: async (provider) => provider.media?.upload?.({ ...file, senderFields, signal }),
    },
    {
      name: 'list templates',
      isThere: templates !== undefined,
      run: async (provider) => provider.templates?.list(common),
    },
    {
      name: 'create a template',
      isThere: templates !== undefined,
      run: async (provider) =>
        provider.templates?.create({ ...common, draft: { ...draft, parameterFormat: 'positional' } }),
    },
    {
      name: 'delete a template',
      isThere: templates !== undefined,
      run: async (provider) => provider.templates?.delete({ ...common, name: 'hello' }),
    },
    {
      name: 'tell facts',
      isThere: account?.facts !== undefined,
      run: async (provider) =>
        provider.account?.facts?.({ senderPhoneNumber: samples.sender.phoneNumber, senderFields, signal }),
    },
    {
      name: 'list its numbers',
      isThere: account?.numbers !== undefined,
      run: async (provider) => provider.account?.numbers?.({ signal }),
    },
    ...(['opt_in', 'opt_out'] as const).map((choice) => ({
      name: `note an ${choice.replace('_', '-')}`,
      isThere: consent !== undefined,
      run: async (provider: Provider) =>
        provider.consent?.set({ phoneNumbers: ['15550002222'], consent: choice, senderFields, signal }),
    })),
  ];
  return calls.filter(({ isThere }) => isThere);
}

/** With other settings it may have more of what it offers, never something that it does not. */
function offersCheck({ definition }: Subject, { templates, account, consent }: Provider): Check {
  return {
    name: 'offers the facets that it has',
    run: () => {
      const has = { templates, numbers: account?.numbers, consent };
      const there = Object.entries(has).flatMap(([name, facet]) => (facet === undefined ? [] : [name]));
      expect(definition.offers ?? []).toEqual(expect.arrayContaining(there));
    },
  };
}

function rulesCheck(rules: MediaRules): Check {
  return {
    name: 'has rules for every kind of file',
    run: () => {
      for (const [kind, { mimeTypes, maxBytes }] of Object.entries(rules)) {
        expect(maxBytes, kind).toBeGreaterThan(0);
        for (const type of mimeTypes ?? []) expect(type, kind).toMatch(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/);
      }
    },
  };
}

function elsewhereCheck(subject: Subject): Check {
  return {
    name: 'opens files of its own hosts only',
    run: async () => {
      const rig = createRig(subject, answering({ status: 200, body: 'data' }));
      const { signal } = new AbortController();
      const senderFields = subject.samples.sender.fields;
      await rig.provider.media?.open({ providerMediaId: '88', url: ELSEWHERE, senderFields, signal });
      expectOwnHosts(subject, rig.requests);
    },
  };
}

function numbersCheck(subject: Subject): Check {
  return {
    name: 'lists numbers as digits, with the fields of senders',
    run: async () => {
      const rig = createRig(subject, acceptingAll(subject));
      const told = await rig.provider.account?.numbers?.({ signal: new AbortController().signal });
      secretFinder(subject)(told, 'the numbers');
      expectOwnHosts(subject, rig.requests);
      const names = subject.definition.senderFields.map(({ name }) => name);
      for (const { phoneNumber, fields } of told?.ok ? told.value : []) {
        expect(phoneNumber).toMatch(/^\d{5,15}$/);
        for (const field of Object.keys(fields)) expect(names).toContain(field);
      }
    },
  };
}

function accountCheck(subject: Subject, when: string, network: Network): Check {
  return {
    name: `examines the account as far as it comes when ${when}`,
    run: async () => {
      const rig = createRig(subject, network);
      const checks = await examine(rig, subject);
      secretFinder(subject)(checks, 'what it says about the account');
      expect(
        checks.some(({ ok }) => !ok),
        'nothing was found wrong',
      ).toBe(true);
      for (const { name, ok, message, hint } of checks) {
        expect(name).toMatch(/^[a-z_]+$/);
        expect(message, name).not.toBe('');
        if (!ok) expect(hint, `what to do about ${name}`).toMatch(/./);
      }
      expectOwnHosts(subject, rig.requests);
    },
  };
}

async function examine({ provider }: Rig, { samples }: Subject): Promise<readonly AccountCheck[]> {
  const checks = await provider.account?.check({
    senderPhoneNumber: samples.sender.phoneNumber,
    senderFields: samples.sender.fields,
    callbackUrl: 'https://gateway.example/webhooks/x',
    repair: false,
    signal: new AbortController().signal,
  });
  return checks ?? [];
}
