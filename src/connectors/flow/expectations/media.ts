import type { TurnMessage } from '../../../domain/connector.ts';
import type { InboundMediaContent, MediaKind } from '../../../domain/content.ts';
import { compact, type Fields, Mistake, readText } from '../../../domain/parsing/fields.ts';
import type { Expectation } from './expectation.ts';

const MEDIA_KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];

export function isMedia(message: TurnMessage): message is TurnMessage & InboundMediaContent {
  return MEDIA_KINDS.some((kind) => kind === message.type);
}

/** The field `name`: `true`, a kind or a list of kinds. Throws `Mistake`. */
export function readMediaKinds(fields: Fields, name: string): readonly MediaKind[] {
  const value = fields.value(name);
  if (value === true) return MEDIA_KINDS;
  if (!Array.isArray(value)) return [readKind(value, fields.pathOf(name))];
  return fields.list(name, { min: 1, max: MEDIA_KINDS.length }, readKind);
}

/** Stores `{type, id, mimeType, url?, fileName?, caption?}`. */
export function readMediaExpectation(fields: Fields, name: string): Expectation {
  const kinds = readMediaKinds(fields, name);
  return {
    kind: 'media',
    accept(message) {
      if (!isMedia(message) || !kinds.includes(message.type)) return undefined;
      const { id, mimeType, url, fileName } = message.media;
      return compact({ type: message.type, id, mimeType, url, fileName, caption: message.caption });
    },
  };
}

function readKind(input: unknown, path: string): MediaKind {
  const kind = MEDIA_KINDS.find((one) => one === readText(input, path));
  if (kind === undefined) throw new Mistake(path, `must be true or among ${MEDIA_KINDS.join(', ')}`);
  return kind;
}
