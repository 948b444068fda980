import type { ProviderDefinition } from '../src/domain/provider.ts';
import type { FieldValues } from '../src/domain/settings.ts';
import * as gupshup from '../src/providers/gupshup/fixtures/connections.ts';
import * as enterprise from '../src/providers/gupshup/fixtures/enterprise.ts';
import * as selfServe from '../src/providers/gupshup/fixtures/self-serve.ts';
import { PROVIDERS } from '../src/providers/index.ts';
import * as infobip from '../src/providers/infobip/fixtures/webhooks.ts';
import * as karix from '../src/providers/karix/fixtures/connections.ts';
import * as karixGlobal from '../src/providers/karix/fixtures/global.ts';
import * as karixRcm from '../src/providers/karix/fixtures/rcm.ts';
import * as meta from '../src/providers/meta/fixtures/webhooks.ts';
import * as netcoreConnection from '../src/providers/netcore/fixtures/connections.ts';
import * as netcore from '../src/providers/netcore/fixtures/webhooks.ts';
import * as twilio from '../src/providers/twilio/fixtures/webhooks.ts';
import { combineEntries } from '../test/contracts/provider/combine-entries.ts';
import type { WebhookSubject } from '../test/contracts/provider/samples.ts';

type Samples = WebhookSubject['samples'];

const HOOK = ['x-webhook-secret'];

/** A list of events, or one. */
const combineLists = (bodies: readonly string[]): string =>
  JSON.stringify(bodies.flatMap((body) => JSON.parse(body) as unknown));

function ofGupshup(settings: FieldValues, inbound: Samples['inbound']): Samples {
  return { settings, inbound, request: (body) => gupshup.postOf(body), proofHeaders: HOOK };
}

function ofKarix(settings: FieldValues, inbound: Samples['inbound']): Samples {
  return { settings, inbound, request: (body) => karix.postOf(body), proofHeaders: HOOK, combine: combineLists };
}

/** Every product of every provider: each reads webhooks in its own way. */
const PRODUCTS: Readonly<Record<string, readonly Samples[]>> = {
  meta: [
    {
      settings: meta.settings,
      inbound: meta.allFixtures(),
      request: (body) => meta.postOf(body),
      proofHeaders: ['x-hub-signature-256'],
      combine: combineEntries,
    },
  ],
  twilio: [
    {
      settings: twilio.settings,
      inbound: twilio.allFixtures(),
      request: (body) => twilio.postOf(body, { attempt: 'att_1' }),
      proofHeaders: ['x-twilio-signature'],
    },
  ],
  infobip: [
    {
      settings: infobip.settings,
      inbound: infobip.allFixtures(),
      request: (body) => infobip.postOf(body),
      proofHeaders: ['x-hook-key', 'x-signature'],
      combine: infobip.combine,
    },
  ],
  gupshup: [
    ofGupshup(gupshup.enterprise, { ...enterprise.messages, ...enterprise.reports }),
    ofGupshup(gupshup.selfServe, { ...selfServe.messages, ...selfServe.events }),
    { ...ofGupshup(gupshup.selfServe, selfServe.v3), combine: combineEntries },
  ],
  karix: [
    ofKarix(karix.rcm, { ...karixRcm.messages, ...karixRcm.statuses }),
    ofKarix(karix.global, { ...karixGlobal.messages, ...karixGlobal.statuses }),
  ],
  netcore: [
    {
      settings: netcoreConnection.connection,
      inbound: { ...netcore.messages, ...netcore.statuses },
      request: netcoreConnection.postOf,
      proofHeaders: HOOK,
      combine: netcore.combine,
    },
  ],
};

export interface Target {
  id: string;
  subjects: readonly WebhookSubject[];
}

/** Every provider that there is; one without samples here is an error. */
export const TARGETS: readonly Target[] = PROVIDERS.map((definition) => ({
  id: definition.id,
  subjects: productsOf(definition).map((samples) => ({ definition, samples })),
}));

function productsOf({ id }: ProviderDefinition): readonly Samples[] {
  const products = PRODUCTS[id];
  if (products === undefined) throw new Error(`There are no samples of ${id}: add them to fuzz/targets.ts.`);
  return products;
}
