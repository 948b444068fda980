import { fileTypeFromBuffer } from 'file-type';
import type { MediaKind } from '../../domain/content.ts';

const UNKNOWN = 'application/octet-stream';
/** Kinds that are shown or played where they arrive, so that nothing else may pass for them. */
const SHOWN: readonly MediaKind[] = ['image', 'video', 'audio', 'voice', 'sticker'];
const PLAYABLE = /^(image\/(?!svg)|video\/|audio\/|application\/(ogg|mp4)$)/;
/** Texts that a browser would run: the library knows files by their bytes, and these have none of their own. */
const MARKUP = /^\s*(<!doctype html|<html|<head|<body|<script|<svg|<\?xml)/i;

/** Type and subtype in lower case, without parameters; unknown if it is none. */
export function essenceOf(mimeType: string): string {
  const essence = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(essence) ? essence : UNKNOWN;
}

/** What a file's first bytes say; null: nothing. `mimeType`: what was told, unless that says nothing. */
export async function recognise(
  head: Uint8Array,
  told: string,
): Promise<{ mimeType: string; recognised: string | null }> {
  const found = (await fileTypeFromBuffer(head))?.mime ?? null;
  const text = new TextDecoder().decode(head.subarray(0, 512)).replace(/^\uFEFF/, '');
  const recognised = MARKUP.test(text) ? (/<svg/i.test(text) ? 'image/svg+xml' : 'text/html') : found;
  const isTold = essenceOf(told) !== UNKNOWN;
  // Parameters (`codecs=opus`) are kept: players need them.
  return { mimeType: isTold ? told : (recognised ?? UNKNOWN), recognised };
}

export interface TypeClaim {
  /** Null: not said, and the type decides. */
  kind: MediaKind | null;
  told: string;
  recognised: string | null;
}

/** A sentence, if what claims to be shown or played is something else; null: all is well. */
export function mistrustedAs({ kind, told, recognised }: TypeClaim): string | null {
  const essence = essenceOf(told);
  const isShown = kind === null ? PLAYABLE.test(essence) : SHOWN.includes(kind);
  if (!isShown) return null;
  if (kind !== null && essence !== UNKNOWN && !PLAYABLE.test(essence)) {
    return `It came as ${kind}, but its type is ${essence}.`;
  }
  if (recognised === null || PLAYABLE.test(recognised)) return null;
  return `It came as ${kind ?? essence}, but it is ${recognised}.`;
}
