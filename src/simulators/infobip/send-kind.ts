import { z } from 'zod';
import type { DisplayContent } from '../kit/display-content.ts';
import { type Envelope, envelopeShape } from './envelope.ts';
import type { LinkKind } from './media-rules.ts';
import { object } from './schema-parts.ts';

/** A file that a message names by its address. */
export interface Link {
  kind: LinkKind;
  url: string;
}

/** What a message's content comes to: what the phone shows, and what must be fetched before it can. */
export interface Shown {
  /** The phone's word for it, if it is not the kind's own. */
  kind?: string;
  display: DisplayContent;
  links?: readonly Link[];
}

/** A message, checked. */
export interface OutboundMessage extends Omit<Envelope, 'urlOptions'> {
  kind: string;
  display: DisplayContent;
  links: readonly Link[];
}

/** One of the free-form sends: `POST /whatsapp/1/message/{path}`. */
export interface SendKind {
  readonly path: string;
  readonly schema: z.ZodType<OutboundMessage>;
}

/** `show` is called with checked content only. */
export function defineKind<S extends z.ZodType>(
  path: string,
  content: S,
  show: (content: z.output<S>, envelope: Envelope) => Shown,
): SendKind {
  const name = path.split('/').pop() ?? path;
  const schema = object({ ...envelopeShape, content: z.unknown().optional() })
    .superRefine((message, context) => {
      const result = content.safeParse(message.content);
      for (const issue of result.error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['content', ...issue.path], message: issue.message });
      }
    })
    .transform(({ content: raw, ...envelope }) => {
      const { kind = name, display, links = [] } = show(content.parse(raw), envelope);
      return { ...envelope, kind, display, links };
    });
  return { path, schema };
}
