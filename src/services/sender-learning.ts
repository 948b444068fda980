import type { Sender } from '../domain/channel.ts';
import type { SenderId } from '../domain/ids.ts';
import type { FieldValues } from '../domain/settings.ts';
import type { ChannelEntry } from './directory.ts';

interface LearnerOptions {
  sender(id: SenderId): { sender: Sender; channel: ChannelEntry } | undefined;
  /** Stores the sender's fields; resolves when `sender` shows them. */
  write(id: SenderId, fields: FieldValues): Promise<void>;
  onTrouble(where: string, error: unknown): void;
}

/**
 * Writes down, in the background, what webhooks tell about senders. Nothing is written for known facts, nor while a write for this
 * sender runs (the next webhook tells it again). The field that names the sender is the operator's and stays.
 */
export function createLearner(options: LearnerOptions): (id: SenderId, facts: FieldValues) => void {
  const writing = new Set<SenderId>();
  return (id, facts) => {
    const known = options.sender(id);
    if (!known || writing.has(id)) return;
    const fields = known.sender.fields;
    const news = Object.entries(facts).filter(
      ([name, value]) => name !== known.channel.active?.definition.senderKey && fields[name] !== value,
    );
    if (news.length === 0) return;
    writing.add(id);
    options
      .write(id, { ...fields, ...Object.fromEntries(news) })
      .catch((error) => options.onTrouble('sender fields', error))
      .finally(() => writing.delete(id));
  };
}
