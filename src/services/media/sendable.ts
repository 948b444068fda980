import type { MediaKind } from '../../domain/content.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { MediaRules } from '../../domain/provider.ts';
import type { MediaRecord } from '../../store/media.ts';
import { essenceOf } from './file-type.ts';
import { inMegabytes } from './keep-file.ts';

/** A sentence that says why a file cannot be sent as this kind on this channel; null: it can. */
export function whyNotSendable(
  record: MediaRecord | null,
  asked: { kind: MediaKind; channelId: ChannelId; rules: MediaRules | null },
): string | null {
  if (record === null || record.channelId !== asked.channelId) return 'There is no such file on this channel.';
  if (record.state === 'failed') return `This file cannot be sent: ${record.failure ?? 'it is gone.'}`;
  if (record.state === 'pending') return 'This file is still being fetched.';
  const rule = asked.rules?.[asked.kind];
  if (rule === undefined) return null;
  const type = essenceOf(record.mimeType);
  if (rule.mimeTypes && !rule.mimeTypes.includes(type)) {
    return `A file of type ${type} cannot be sent as ${asked.kind}; possible: ${rule.mimeTypes.join(', ')}.`;
  }
  if ((record.sizeBytes ?? 0) > rule.maxBytes) {
    return `The file is too large to be sent as ${asked.kind}; at most ${inMegabytes(rule.maxBytes)}.`;
  }
  return null;
}
