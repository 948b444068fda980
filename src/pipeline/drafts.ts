import type { ChannelRules } from '../domain/channel.ts';
import type { OutboundContent } from '../domain/content.ts';
import { isFreeForm } from '../domain/content.ts';
import { degrade } from '../domain/degrade.ts';
import type { MessageId } from '../domain/ids.ts';
import type { Author } from '../domain/message.ts';
import { settleNative } from '../domain/native.ts';
import type { ProviderDefinition } from '../domain/provider.ts';
import type { OutDraft, SessionData } from '../store/work.ts';

/** An answer that comes later than this answers nothing any more. */
export const ANSWER_LIFETIME_MS = 15 * 60_000;
const REQUEST_LIFETIME_MS = 24 * 3_600_000;
/** With policy `hold` a message waits for the person, however long that takes within a month. */
const HELD_LIFETIME_MS = 30 * 24 * 3_600_000;

export interface DraftRequest {
  content: OutboundContent;
  author: Author;
  pauseMs?: number;
  replyTo?: string;
  /** People who want no marketing do not get it. */
  marketing?: boolean;
  /** The provider decides, whatever we know of the customer service window. */
  ignoreWindow?: boolean;
}

export interface DraftContext {
  /** Of the provider by which it goes. */
  definition: Pick<ProviderDefinition, 'id' | 'displayName' | 'capabilities' | 'isNative'>;
  rules: ChannelRules;
  now: number;
  nextId(): MessageId;
}

export type Drafted =
  | { ok: true; drafts: OutDraft[]; choices: SessionData['choices'] }
  | { ok: false; path: string; message: string };

/** One thing to say as the messages that this provider can show. Choices: what a number typed later would mean. */
export function draftMessages(request: DraftRequest, context: DraftContext): Drafted {
  const { definition } = context;
  const said = settleNative(request.content, definition);
  if (!said.ok) return said;
  if (said.content.type === 'raw' && said.content.provider !== definition.id) {
    return { ok: false, path: 'provider', message: `this channel sends by ${definition.id}` };
  }
  const degraded = degrade(said.content, definition.capabilities);
  if (!degraded.ok) return degraded;
  const drafts = degraded.parts.map((content, index): OutDraft => {
    const quoted = content.type === 'reaction' ? content.messageId : index === 0 ? request.replyTo : undefined;
    return {
      messageId: context.nextId(),
      author: request.author,
      content,
      freeForm: isFreeForm(content) && request.ignoreWindow !== true,
      ...(request.marketing && { marketing: true }),
      pauseMs: index === 0 ? (request.pauseMs ?? 0) : 0,
      // Our ids are opaque here: an unknown one finds no message and is left out.
      replyTo: (quoted as MessageId | undefined) ?? null,
      expiresAt: context.now + lifetime(request.author, content, context.rules),
    };
  });
  return { ok: true, drafts, choices: degraded.choices };
}

function lifetime(author: Author, content: OutboundContent, rules: ChannelRules): number {
  if (rules.windowPolicy === 'hold') return HELD_LIFETIME_MS;
  return author === 'bot' && content.type !== 'template' ? ANSWER_LIFETIME_MS : REQUEST_LIFETIME_MS;
}
