import { openLocalFiles } from './local/local-files.ts';

/** Where files of messages can be kept. */
export const FILE_STORES = { local: openLocalFiles } as const;
