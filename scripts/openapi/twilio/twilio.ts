import type { OfficialProvider } from '../provider.ts';
import { correct } from './corrections.ts';
import { run } from './run.ts';

export const twilio: OfficialProvider = {
  folder: 'twilio',
  displayName: 'Twilio',
  isClosed: true,
  correct,
  undescribed: [],
  run,
};
