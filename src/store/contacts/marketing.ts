import type { ContactId } from '../../domain/ids.ts';
import type { Operation } from '../engine.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** What a person said about marketing, and when; epoch ms. */
export interface MarketingWord {
  contactId: string;
  marketing: 'stop' | 'resume';
  at: number;
}

/** The last word counts; of several stops the first one is remembered. A merged contact's word is its survivor's. */
const TELL = statement(`
  update contact set marketing_told_at = r.at, marketing_opted_out_at =
    case when r.stopped = 0 then null else coalesce(contact.marketing_opted_out_at, r.at) end
  from {{rows $1 as r: id text, stopped bigint, at bigint}}
  join contact named on named.id = r.id
  where contact.id = coalesce(named.merged_into, named.id) and coalesce(contact.marketing_told_at, 0) <= r.at`);

const LOCK = statement(`
  select c.id from {{rows $1 as r: id text}}
  join contact named on named.id = r.id
  join contact c on c.id = coalesce(named.merged_into, named.id) order by c.id {{for update}}`);

/** An opt-out of either side holds, against everything that was said before it. */
const INHERIT = statement(`
  update contact set
    marketing_told_at = case when contact.marketing_told_at > loser.marketing_told_at then contact.marketing_told_at
      else loser.marketing_told_at end,
    marketing_opted_out_at = coalesce(contact.marketing_opted_out_at, loser.marketing_opted_out_at)
  from {{rows $1 as r: loser text, survivor text}} join contact loser on loser.id = r.loser
  where contact.id = r.survivor and loser.marketing_opted_out_at is not null`);

const OF_MESSAGES = statement(`
  select m.id, m.contact_id from {{rows $1 as r: id text}} join message m on m.id = r.id`);

/** Before conversations are locked. */
export async function saveMarketing(sql: Sql, words: readonly MarketingWord[]): Promise<void> {
  if (words.length === 0) return;
  const last = new Map<string, MarketingWord>();
  for (const word of words) if ((last.get(word.contactId)?.at ?? word.at) <= word.at) last.set(word.contactId, word);
  const written = [...last.values()].map(({ contactId, marketing, at }) => ({
    id: contactId,
    stopped: marketing === 'stop' ? 1 : 0,
    at,
  }));
  await sql.all(LOCK, rows(written));
  await sql.write(TELL, written);
}

/** Providers refused to send to these messages' people, who opted out there. */
export async function optOutRecipients(sql: Sql, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const found = await sql.all<{ contact_id: string }>(OF_MESSAGES, rows(messageIds.map((id) => ({ id }))));
  await saveMarketing(
    sql,
    found.map(({ contact_id }) => ({ contactId: contact_id, marketing: 'stop', at: sql.now })),
  );
}

/** After contacts turned out to be one person; both are locked. */
export async function inheritMarketing(
  sql: Sql,
  merges: readonly { loser: string; survivor: string }[],
): Promise<void> {
  if (merges.length > 0) await sql.write(INHERIT, merges);
}

export const setMarketing: Operation<{ id: ContactId; marketing: 'stop' | 'resume' }, boolean> = {
  name: 'contacts.set_marketing',
  async run(sql, changes) {
    const known = await sql.all<{ id: string }>(KNOWN, rows(changes.map(({ id }) => ({ id }))));
    const ids = new Set(known.map(({ id }) => id));
    await saveMarketing(
      sql,
      changes.filter(({ id }) => ids.has(id)).map(({ id, marketing }) => ({ contactId: id, marketing, at: sql.now })),
    );
    return changes.map(({ id }) => ids.has(id));
  },
};

const KNOWN = statement('select c.id from {{rows $1 as r: id text}} join contact c on c.id = r.id');
