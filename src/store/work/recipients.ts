import type { Sighting } from '../ingest-items.ts';
import { rows, type Sql, statement } from '../sql.ts';
import { Conversations } from './conversations.ts';
import { linkConversations } from './merges.ts';
import { People } from './people.ts';

interface RecipientRow {
  id: string;
  channel_id: string;
  contact_id: string;
}

const RECIPIENTS = statement(`
  select m.id, m.channel_id, coalesce(c.merged_into, c.id) as contact_id
  from {{rows $1 as r: id text}} join message m on m.id = r.id join contact c on c.id = m.contact_id`);

/** Learns what providers tell of recipients when they take a message. Before lanes are locked. */
export async function learnRecipients(
  sql: Sql,
  told: readonly { messageId: string; person: Sighting }[],
): Promise<void> {
  if (told.length === 0) return;
  const found = await sql.all<RecipientRow>(RECIPIENTS, rows(told.map(({ messageId }) => ({ id: messageId }))));
  const recipients = new Map(found.map((row) => [row.id, row]));
  const seen = told.flatMap(({ messageId, person }) => {
    const recipient = recipients.get(messageId);
    if (recipient === undefined || person.identifiers.length === 0) return [];
    return [{ channelId: recipient.channel_id, sighting: person, orContact: recipient.contact_id }];
  });
  const people = new People(sql);
  await people.load(seen);
  for (const one of seen) people.resolve(one);
  await people.save();
  const conversations = new Conversations(sql);
  await linkConversations(sql, conversations, people.takeMerges());
  await conversations.save();
}
