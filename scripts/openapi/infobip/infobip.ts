import type { OfficialProvider } from '../provider.ts';
import { correct } from './corrections.ts';
import { run } from './run.ts';

export const infobip: OfficialProvider = {
  folder: 'infobip',
  displayName: 'Infobip',
  isClosed: true,
  correct,
  // Where a download of media is redirected to.
  undescribed: [/^GET \/cdn\//],
  run,
};
