import type { ChannelId, ContactId } from '../../domain/ids.ts';
import type { ContactDetail, ContactFilter, ContactView } from '../contacts.ts';
import type { Query } from '../engine.ts';
import { conversationsOfContact } from '../queries/contacts.ts';
import { readConversationsById } from '../queries/conversations.ts';
import { page, type Slice } from '../queries/cursor.ts';
import { readPeople } from '../queries/people.ts';
import { among, bind, cachedStatement, type Where } from '../queries/where.ts';
import type { Page } from '../queries.ts';
import { rows, type Sql, statement } from '../sql.ts';

interface ContactRow {
  id: string;
  channel_id: string;
  username: string | null;
  marketing_opted_out_at: number | null;
  merged_into: string | null;
  created_at: number;
}

const SELECT = statement(`
  select c.id, c.channel_id, p.username, p.marketing_opted_out_at, c.merged_into, c.created_at
  from {{rows $1 as r: id text}} join contact c on c.id = r.id join contact p on p.id = coalesce(c.merged_into, c.id)
  order by c.id desc`);

const MERGED = statement('select id from contact where merged_into = $1 order by id');

/** A query of nothing but this may be a phone number. */
const PHONE_LIKE = /^[+\d\s()./-]+$/;

export const listContacts: Query<{ filter: ContactFilter; slice: Slice }, Page<ContactView>> = {
  name: 'contacts.list',
  async run(sql, { filter, slice }) {
    const where: Where = { parameters: [], conditions: ['merged_into is null'] };
    where.conditions.push(`id < ${bind(where, slice.before.id)}`);
    if (filter.channelIds) among(where, 'channel_id', filter.channelIds);
    if (filter.query) matching(where, filter.query);
    const select = `select id from contact where ${where.conditions.join(' and ')} order by id desc limit ${bind(where, slice.limit + 1)}`;
    const found = await sql.all<{ id: string }>(cachedStatement(select), ...where.parameters);
    const contacts = await readContacts(
      sql,
      found.map(({ id }) => id),
    );
    return page('contacts', contacts, { limit: slice.limit, positionOf: ({ id }) => ({ at: 0, id }) });
  },
};

export const getContact: Query<ContactId, ContactDetail | null> = {
  name: 'contacts.get',
  async run(sql, id) {
    const [contact] = await readContacts(sql, [id]);
    if (contact === undefined) return null;
    return {
      ...contact,
      conversations: await readConversationsById(sql, await conversationsOfContact(sql, id)),
      merged: (await sql.all<{ id: ContactId }>(MERGED, id)).map((row) => row.id),
    };
  },
};

/** Case does not count in the letters that both engines fold. */
function matching(where: Where, query: string): void {
  const part = bind(where, likePart(query.toLowerCase()));
  const values = [`lower(i.value) like ${part} escape '!'`];
  const digits = query.replace(/\D/g, '');
  if (PHONE_LIKE.test(query) && digits !== '') values.push(`i.value like ${bind(where, likePart(digits))}`);
  where.conditions.push(`(lower(name) like ${part} escape '!' or lower(username) like ${part} escape '!'
    or id in (select i.contact_id from identifier i where ${values.join(' or ')}))`);
}

function likePart(text: string): string {
  return `%${text.replace(/[!%_]/g, '!$&')}%`;
}

/** Newest first. */
async function readContacts(sql: Sql, ids: readonly string[]): Promise<ContactView[]> {
  const found = await sql.all<ContactRow>(SELECT, rows(ids.map((id) => ({ id }))));
  const person = await readPeople(sql, ids);
  return found.map((row) => ({
    id: row.id as ContactId, // Ids come back as the kind they were written from.
    channelId: row.channel_id as ChannelId,
    ...person(row.id),
    username: row.username,
    marketingOptedOutAt: row.marketing_opted_out_at,
    mergedInto: row.merged_into as ContactId | null,
    createdAt: row.created_at,
  }));
}
