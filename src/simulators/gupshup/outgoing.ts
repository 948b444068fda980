import type { DisplayContent } from '../kit/display-content.ts';
import type { OrderNews, SentOrder } from './orders.ts';
import type { Template } from './templates/template.ts';

/** A choice that a person can tap, with what the self-serve product repeats of it. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly postbackText?: string;
}

/** What both products make of a send request whose form is in order. */
export interface Outgoing {
  /** As written. */
  readonly to: string;
  /** Digits, or a business-scoped user id. */
  readonly address: { readonly kind: 'phone' | 'user_id'; readonly value: string };
  /** The wire's word for the kind. */
  readonly type: string;
  readonly shown: { readonly kind: string; readonly content: DisplayContent };
  /** Present on a template send; without `match`, no approved template fits. */
  readonly template?: { readonly match?: Template };
  /** What the provider fetches before it delivers. */
  readonly links: readonly MediaLink[];
  /** Entry that it answers. */
  readonly replyTo?: string;
  readonly order?: SentOrder;
  readonly orderNews?: OrderNews;
  /** The sender's name for the message, given back with taps. */
  readonly msgid?: string;
  readonly choices?: readonly Choice[];
  /** Given back in reports. */
  readonly extra?: string;
  /** The request, parsed. */
  readonly body: Readonly<Record<string, unknown>>;
}

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

export interface MediaLink {
  readonly kind: MediaKind;
  readonly url: string;
}

/** What a phone shows of a linked file; of a link only the family is known. */
export function showLink({ kind, url }: MediaLink, fileName?: string): DisplayContent {
  const family = { image: 'image/*', sticker: 'image/*', video: 'video/*', audio: 'audio/*', document: undefined }[
    kind
  ];
  return { mediaUrl: url, ...(family && { mimeType: family }), ...(fileName && { fileName }) };
}
