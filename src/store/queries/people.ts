import type { Identifier, IdentifierKind } from '../../domain/identity.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** Who a contact is; a merged one is shown as its survivor. */
export interface PersonView {
  contactName: string | null;
  /** Newest first. */
  identifiers: readonly Identifier[];
}

interface IdentifierRow {
  id: string;
  kind: IdentifierKind;
  value: string;
  match_key: string;
}

const NAMES = statement(`
  select c.id, coalesce(survivor.name, c.name) as name
  from {{rows $1 as r: id text}}
  join contact c on c.id = r.id
  left join contact survivor on survivor.id = c.merged_into`);

const IDENTIFIERS = statement(`
  select c.id, i.kind, i.value, i.match_key
  from {{rows $1 as r: id text}}
  join contact c on c.id = r.id
  join identifier i on i.contact_id in (c.id, c.merged_into)
  order by i.seen_at desc, i.kind, i.match_key`);

const NOBODY: PersonView = { contactName: null, identifiers: [] };

/** Looks contacts up in two statements, however many they are. */
export async function readPeople(sql: Sql, contactIds: readonly string[]): Promise<(contactId: string) => PersonView> {
  const ids = rows([...new Set(contactIds)].map((id) => ({ id })));
  const names = await sql.all<{ id: string; name: string | null }>(NAMES, ids);
  const identifiers = Map.groupBy(await sql.all<IdentifierRow>(IDENTIFIERS, ids), (row) => row.id);
  const people = new Map(
    names.map(({ id, name }) => [
      id,
      { contactName: name, identifiers: (identifiers.get(id) ?? []).map(parseIdentifier) },
    ]),
  );
  return (contactId) => people.get(contactId) ?? NOBODY;
}

function parseIdentifier({ kind, value, match_key }: IdentifierRow): Identifier {
  return { kind, value, matchKey: match_key };
}
