import type { OfficialProvider } from '../provider.ts';
import { correct } from './corrections.ts';
import { pathOf } from './paths.ts';
import { IDS, run } from './run.ts';

export const meta: OfficialProvider = {
  folder: 'meta',
  displayName: 'Meta',
  // The document is of v23.0, a year behind the platform's pages.
  isClosed: false,
  correct: (_name, document) => correct(document),
  pathOf: (exchange) => pathOf(exchange, IDS),
  undescribed: [],
  run,
};
