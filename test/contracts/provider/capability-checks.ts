import { expect } from 'vitest';
import type { OutboundContent, OutboundKind } from '../../../src/domain/content.ts';
import { expectOwnHosts } from './hosts.ts';
import { ATTEMPT_ID, acceptingAll, createRig } from './rig.ts';
import type { Check, Subject } from './samples.ts';

export function capabilityChecks(subject: Subject): Check[] {
  const { definition, samples } = subject;
  const { capabilities } = definition;
  // The Record type guarantees that the keys are kinds.
  const kinds = Object.keys(capabilities.content) as OutboundKind[];
  return [
    {
      name: 'describes its form without contradiction',
      run: () => {
        const names = [...definition.fields, ...definition.senderFields].map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        const senderNames = ['phoneNumber', ...definition.senderFields.map(({ name }) => name)];
        expect(senderNames).toContain(definition.senderKey);
        if (definition.accountKey !== undefined) expect(senderNames).toContain(definition.accountKey);
        expect(definition.callbackSuffix ?? '#').toMatch(/^[#?]/);
        expect(definition.validate(samples.settings)).toEqual([]);
      },
    },
    {
      name: 'has a sample of exactly what it calls native',
      run: () => {
        const types = Object.fromEntries(kinds.map((kind) => [kind, samples.outbound[kind]?.type]));
        const native = kinds.map((kind) => [kind, capabilities.content[kind] === 'native' ? kind : undefined]);
        expect(types).toEqual(Object.fromEntries(native));
      },
    },
    ...kinds.map((kind): Check => sendCheck(subject, kind)),
    {
      name: 'has the means to end doubt as it declares',
      run: async () => {
        const rig = createRig(subject, acceptingAll(subject));
        await rig.send({ type: 'text', text: 'Hello' });
        const { doubt } = capabilities;
        if (doubt === 'lookup') expect(rig.provider.reconcile, 'lookup needs the reconcile facet').toBeDefined();
        if (doubt !== 'echo' && doubt !== 'idempotent') return;
        const carried = rig.requests.some((request) =>
          decodeURIComponent(JSON.stringify(request)).includes(ATTEMPT_ID),
        );
        expect(carried, 'no request carries the attempt id').toBe(true);
      },
    },
  ];
}

function sendCheck(subject: Subject, kind: OutboundKind): Check {
  const sample = subject.samples.outbound[kind];
  if (sample !== undefined) {
    return {
      name: `sends ${kind}`,
      run: async () => {
        const rig = createRig(subject, acceptingAll(subject));
        const result = await rig.send(sample);
        expect(result).toMatchObject({ ok: true, receipt: { providerMessageId: expect.stringMatching(/./) } });
        expect(rig.requests.length).toBeGreaterThan(0);
        expectOwnHosts(subject, rig.requests);
      },
    };
  }
  return {
    name: `sends no ${kind}`,
    run: async () => {
      const rig = createRig(subject, acceptingAll(subject));
      // The centre never hands this over; if it did, nothing must leave.
      const result = await rig.send({ type: kind, text: 'Hello' } as OutboundContent);
      expect(result.ok).toBe(false);
      expect(rig.requests).toEqual([]);
    },
  };
}
