import type { InboundContent } from '../../domain/content.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { AmendmentItem } from '../ingest-items.ts';
import type { Conversations } from './conversations.ts';
import type { Lanes } from './lanes.ts';
import type { NewMessages } from './new-messages.ts';
import type { OriginalRow } from './originals.ts';
import { queueForBot } from './received.ts';

interface Telling {
  conversations: Conversations;
  lanes: Lanes;
  fresh: NewMessages;
}

interface Told {
  item: AmendmentItem;
  original: OriginalRow;
  /** Of an edit: what the message says now. */
  content?: unknown;
}

/** Queues a message of kind `edit` or `revoke` for a bot that has the original, if its channel wants that and the bot still answers. */
export function tellBot({ conversations, lanes, fresh }: Telling, { item, original, content }: Told): void {
  const found = conversations.get(original.conversation_id);
  if (item.tell === null || found === undefined) return;
  const conversation = conversations.survivor(found);
  if (conversation.answered_by !== 'bot') return;
  const position = conversations.nextPosition(conversation);
  const { answer: plan, messageId, providerMessageId, provider = {} } = item.tell;
  const said = { messageId: original.id as MessageId, ...(content !== undefined && { content }) };
  fresh.receive(
    {
      ...item,
      type: 'message',
      direction: 'inbound',
      author: 'contact',
      messageId,
      providerMessageId,
      providerAt: item.at,
      content: { type: item.amendment.kind, ...said, provider } satisfies InboundContent,
      windowUntil: null,
      answer: plan,
      trace: [],
    },
    conversation,
    { position, plan, status: 'received' },
  );
  queueForBot(lanes, conversation, plan);
}
