import type { ProviderDefinition } from '../domain/provider.ts';
import { meta } from './meta/index.ts';

/** Every provider that this gateway knows, in the order in which it shows them. */
export const PROVIDERS: readonly ProviderDefinition[] = [meta];
