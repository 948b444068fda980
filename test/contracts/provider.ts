import { describe, test } from 'vitest';
import type { ProviderDefinition } from '../../src/domain/provider.ts';
import { capabilityChecks } from './provider/capability-checks.ts';
import { facetChecks } from './provider/facet-checks.ts';
import { failureChecks } from './provider/failure-checks.ts';
import { hostileChecks } from './provider/hostile-checks.ts';
import { lookupChecks } from './provider/lookup-checks.ts';
import { memoChecks } from './provider/memo-checks.ts';
import { nativeChecks } from './provider/native-checks.ts';
import { parseChecks } from './provider/parse-checks.ts';
import { presenceChecks } from './provider/presence-checks.ts';
import { replyChecks } from './provider/reply-checks.ts';
import type { Check, ProviderSamples } from './provider/samples.ts';
import { secretChecks } from './provider/secret-checks.ts';
import { signatureChecks } from './provider/signature-checks.ts';
import { unknownChecks } from './provider/unknown-checks.ts';

/** Every adapter calls this once: the promises of `src/domain/provider.ts` that a type cannot hold. */
export function describeProvider(definition: ProviderDefinition, samples: ProviderSamples): void {
  describe(`${definition.displayName} keeps the provider contract: it`, () => {
    for (const { name, run } of providerChecks(definition, samples)) test(name, run);
  });
}

/** The suite as data, so that it can be tried on adapters that are known to be broken. */
export function providerChecks(definition: ProviderDefinition, samples: ProviderSamples): Check[] {
  const subject = { definition, samples };
  return [
    ...signatureChecks(subject),
    ...parseChecks(subject),
    ...unknownChecks(subject),
    ...hostileChecks(subject),
    ...capabilityChecks(subject),
    ...failureChecks(subject),
    ...secretChecks(subject),
    ...memoChecks(subject),
    ...replyChecks(subject),
    ...lookupChecks(subject),
    ...presenceChecks(subject),
    ...facetChecks(subject),
    ...nativeChecks(subject),
  ];
}
