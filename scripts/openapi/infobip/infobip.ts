import type { OfficialProvider } from '../provider.ts';

export const infobip: OfficialProvider = {
  folder: 'infobip',
  displayName: 'Infobip',
  isClosed: true,
  correct: () => {},
  undescribed: [],
  run: async () => ({ exchanges: [], webhooks: [], failures: [] }),
};
