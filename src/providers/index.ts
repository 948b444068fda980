import type { ProviderDefinition } from '../domain/provider.ts';
import { gupshup } from './gupshup/index.ts';
import { infobip } from './infobip/index.ts';
import { karix } from './karix/index.ts';
import { meta } from './meta/index.ts';
import { netcore } from './netcore/index.ts';
import { twilio } from './twilio/index.ts';

/** Every provider that this gateway knows, in the order in which it shows them. */
export const PROVIDERS: readonly ProviderDefinition[] = [meta, twilio, infobip, gupshup, karix, netcore];
