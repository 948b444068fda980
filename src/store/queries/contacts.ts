import { type Sql, statement } from '../sql.ts';

/** Identifiers are keyed by channel and kind; channels are few, so all of them are looked up. `cross join` keeps SQLite to this order. */
const FIND = statement(`
  select id from contact where id = $1
  union
  select i.contact_id as id
  from channel c cross join identifier i
  where i.channel_id = c.id and i.kind in ('user_id', 'phone', 'parent_user_id', 'provider_ref', 'group') and i.match_key = $1`);

/** A merged contact, its survivor and everyone else merged into that. */
const CONVERSATIONS = statement(`
  select v.id from conversation v where v.contact_id in (
    select coalesce(c.merged_into, c.id) from contact c where c.id = $1
    union
    select m.id from contact c join contact m on m.merged_into = coalesce(c.merged_into, c.id) where c.id = $1)`);

const WITH_MERGED = statement(`
  select id from conversation where id = $1
  union
  select id from conversation where merged_into = $1`);

/** Ids of all conversations with a person, who is named by contact id or by the match key of any identifier. */
export async function conversationsOfContact(sql: Sql, contact: string): Promise<string[]> {
  const contacts = await sql.all<{ id: string }>(FIND, contact);
  const found = new Set<string>();
  for (const { id } of contacts) {
    for (const conversation of await sql.all<{ id: string }>(CONVERSATIONS, id)) found.add(conversation.id);
  }
  return [...found];
}

/** A conversation and those that were merged into it. */
export async function conversationWithMerged(sql: Sql, id: string): Promise<string[]> {
  return (await sql.all<{ id: string }>(WITH_MERGED, id)).map((row) => row.id);
}
