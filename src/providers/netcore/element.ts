import type { ProviderEvent } from '../../domain/events.ts';
import type { NetcoreSettings } from './settings.ts';

/** What an element is parsed with. */
export interface Surroundings {
  /** When it came, epoch ms. */
  receivedAt: number | undefined;
  settings: Pick<NetcoreSettings, 'source'>;
}

/** One element; its raw text is a webhook body of its own. */
export type ElementParser = (element: unknown, raw: string, around: Surroundings) => ProviderEvent;
