import type { AnyOperation, AnyQuery } from '../engine.ts';
import { claimMedia } from './claim.ts';
import { commitMedia } from './commit.ts';
import { findProviderMedia, rememberProviderMedia } from './provider-media.ts';
import { abandonedMedia, dropMedia, unknownFiles } from './sweep.ts';
import { discardMedia, fetchAgain, getMedia, insertUpload } from './uploads.ts';

/** The part of the catalogue that files need. */
export const mediaOperations: readonly AnyOperation[] = [
  ...[claimMedia, commitMedia, fetchAgain],
  ...[insertUpload, discardMedia, rememberProviderMedia, dropMedia],
];

export const mediaQueries: readonly AnyQuery[] = [getMedia, findProviderMedia, abandonedMedia, unknownFiles];
