import type { SenderAddress, UnknownReported } from '../../domain/events.ts';
import { contentHash } from './content-hash.ts';
import { withoutUndefined } from './json.ts';

/** Something without a meaning here, kept with its text. Repeated deliveries have the same key. */
export function unknownReported(kind: string, raw: string, sender?: SenderAddress): UnknownReported {
  return withoutUndefined({
    type: 'unknown_reported',
    kind,
    sender,
    dedupeKey: `${kind}:${contentHash(raw)}`,
    raw,
  });
}
