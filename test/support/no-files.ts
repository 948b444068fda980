import type { MediaParts } from '../../src/pipeline/parts.ts';

/** For gateways whose people send no files: whatever asks for one fails. */
export function noFiles(now: () => number): MediaParts {
  const none = async () => {
    throw new Error('there are no files here');
  };
  return {
    store: {
      claimMedia: async () => ({ work: [], nextDueAt: null, more: false, now: now() }),
      ...{ commitMedia: none, fetchAgain: none, insertUpload: none, getMedia: none, discardMedia: none },
      ...{ abandonedMedia: none, dropMedia: none, unknownFiles: none },
      ...{ findProviderMedia: none, rememberProviderMedia: none },
    },
    files: { put: none, open: none, stat: none, delete: none, async *list() {} },
    links: { link: (mediaId) => `https://gateway.example/media/${mediaId}`, check: () => 'forged' },
  };
}
