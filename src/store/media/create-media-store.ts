import type { Engine } from '../engine.ts';
import type { MediaStore } from '../media.ts';
import { claimMedia } from './claim.ts';
import { commitMedia } from './commit.ts';
import { findProviderMedia, rememberProviderMedia } from './provider-media.ts';
import { abandonedMedia, dropMedia, unknownFiles } from './sweep.ts';
import { discardMedia, fetchAgain, getMedia, insertUpload } from './uploads.ts';

/** The contract of files on either engine. */
export function createMediaStore(engine: Engine): MediaStore {
  return {
    claimMedia: (request) => engine.write(claimMedia, request),
    commitMedia: (step) => engine.write(commitMedia, step),
    fetchAgain: (id) => engine.write(fetchAgain, id),
    insertUpload: async (upload) => {
      await engine.write(insertUpload, upload);
    },
    getMedia: (id) => engine.read(getMedia, id),
    discardMedia: (id, failure) => engine.write(discardMedia, { id, failure }),
    abandonedMedia: (limit) => engine.read(abandonedMedia, limit),
    dropMedia: async (ids) => void (await engine.write(dropMedia, ids)),
    unknownFiles: (keys) => engine.read(unknownFiles, keys),
    findProviderMedia: (place) => engine.read(findProviderMedia, place),
    rememberProviderMedia: async (memo) => {
      await engine.write(rememberProviderMedia, memo);
    },
  };
}
