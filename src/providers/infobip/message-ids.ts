import type { Memo } from '../../domain/provider.ts';
import { asNumber } from '../kit/json.ts';
import { keepMemo, readMemo } from '../kit/memo.ts';

/** Longer than a stopped connection's messages wait, or a dead letter lies about. */
const KEPT_MS = 14 * 24 * 3_600_000;

/**
 * Our own id is a message's id at Infobip, the same for every attempt. Only where Infobip took it and refused the message, a
 * later attempt (credits were bought, an operator tries again) needs another: else it would be refused as a duplicate, which elsewhere
 * means that the message is there.
 */
export interface MessageIds {
  /** After a duplicate: the id to go on with. Undefined: none was refused, so that the duplicate is there. */
  afterRefusal(messageId: string): Promise<string | undefined>;
  noteRefusal(messageId: string): Promise<void>;
}

export function createMessageIds(memo: Memo, now: () => number): MessageIds {
  const countOf = async (messageId: string) => asNumber(await readMemo(memo, keyOf(messageId))) ?? 0;
  return {
    afterRefusal: async (messageId) => {
      const count = await countOf(messageId);
      return count === 0 ? undefined : `${messageId}-${count}`;
    },
    noteRefusal: async (messageId) => {
      const count = await countOf(messageId);
      await keepMemo(memo, keyOf(messageId), String(count + 1), now() + KEPT_MS);
    },
  };
}

function keyOf(messageId: string): string {
  return `refused:${messageId}`;
}
