import fc from 'fast-check';
import type { WebhookRequest } from '../../../src/domain/provider.ts';
import { hostileRequests, spoil } from './hostile-requests.ts';
import type { Check, Subject } from './samples.ts';
import { createWitness } from './witness.ts';

const RUNS = 500;
const LONGEST = 20_000;

/** What anybody may post to a callback URL. `npm run fuzz` goes on where these stop. */
export function hostileChecks(subject: Subject): Check[] {
  const witness = createWitness(subject);
  const forAll = (examine: (request: WebhookRequest) => unknown) => () =>
    fc.assert(
      fc.property(hostileRequests(subject, LONGEST), (hostile) => void examine(spoil(subject, hostile))),
      { numRuns: RUNS },
    );
  return [
    { name: 'takes whatever may be in a webhook', run: forAll(witness.parses) },
    { name: 'judges whatever comes with a webhook', run: forAll(witness.judges) },
  ];
}
