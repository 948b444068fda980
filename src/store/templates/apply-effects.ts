import type { AccountEffect } from '../../domain/events.ts';
import type { TemplateChange } from '../../domain/template.ts';
import { logEvents, type NewEvent } from '../events/log.ts';
import type { ChannelEventItem } from '../ingest-items.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import type { ChannelAccount, Fact } from '../templates.ts';
import { writeFacts } from './facts.ts';
import { deleteTemplates, keyOf, saveTemplates, TEMPLATE_COLUMNS, TEMPLATES_TOPIC, type TemplateRow } from './rows.ts';
import { makeDue } from './sync.ts';

interface Change extends ChannelAccount {
  change: TemplateChange;
}

const columns = (alias: string) => TEMPLATE_COLUMNS.replace(/\w+/g, (name) => `${alias}.${name}`);

const CHANGED = statement(`
  select ${columns('t')} from {{rows $1 as r: channel_id text, account text, provider_id text, name text, language text}}
  join template t on t.channel_id = r.channel_id and t.account = r.account
    and (t.provider_id = r.provider_id or (t.name = r.name and t.language = r.language))
  order by t.channel_id, t.account, t.name, t.language {{for update}}`);

/** What account events mean for the copies of templates and for facts, in the commit that stores the events. */
export async function applyAccountEffects(sql: Sql, items: readonly ChannelEventItem[]): Promise<void> {
  const told = items.flatMap((item) => (item.effects ? [{ item, ...item.effects }] : []));
  if (told.length === 0) return;
  const changes = told.flatMap(({ item: { channelId }, account, list }) =>
    list.flatMap((effect) =>
      effect.type === 'template_changed' ? [{ channelId, account, change: effect.change }] : [],
    ),
  );
  await applyChanges(sql, changes);
  await writeFacts(
    sql,
    told.flatMap(({ item, account, list }) => list.flatMap((effect) => factsOf(effect, item, account))),
  );
}

/** Facts about a sender without a number were given their numbers on the way here. */
function factsOf(effect: AccountEffect, { channelId, receivedAt }: ChannelEventItem, account: string): Fact[] {
  if (effect.type !== 'account_facts' && effect.type !== 'sender_facts') return [];
  const subject = effect.type === 'account_facts' ? account : effect.phoneNumber;
  if (subject === undefined) return [];
  const about = effect.type === 'account_facts' ? 'account' : 'sender';
  return Object.entries(effect.facts).map(([name, value]) => ({
    channelId,
    about,
    subject,
    name,
    value,
    at: receivedAt,
  }));
}

async function applyChanges(sql: Sql, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const found = await sql.all<TemplateRow>(CHANGED, rows(changes.map(keysOf)));
  const known = new Map(found.map((row) => [keyOf(row), row]));
  const changed = new Set<TemplateRow>();
  const gone = new Set<TemplateRow>();
  const unread: ChannelAccount[] = [];
  for (const { change, ...account } of changes) {
    const row = [...known.values()].find((template) => isMeant(template, account, change));
    // What is not here yet, or changed its text, is read anew.
    if (change.contentChanged || (!row && !change.deleted)) unread.push(account);
    if (!row) continue;
    if (change.deleted) gone.add(row);
    else changed.add(Object.assign(row, changedColumns(row, change), { updated_at: sql.now, told_at: sql.now }));
  }
  await saveTemplates(
    sql,
    [...changed].filter((row) => !gone.has(row)),
  );
  await deleteTemplates(sql, [...gone]);
  await makeDue(sql, unread);
  await logEvents(sql, [...changed, ...gone].map(toEvent));
  if (changed.size + gone.size > 0) sql.notify(TEMPLATES_TOPIC);
}

function keysOf({ channelId, account, change }: Change) {
  const { providerId = null, name = null, language = null } = change;
  return { channel_id: channelId, account, provider_id: providerId, name, language };
}

function toEvent({ channel_id, name, language, status, category, quality }: TemplateRow): NewEvent {
  const detail = storableJson({ name, language, status, category, quality });
  return { type: 'template.changed', channel_id, conversation_id: null, subject: `${name} ${language}`, detail };
}

function isMeant(row: TemplateRow, { channelId, account }: ChannelAccount, change: TemplateChange): boolean {
  if (row.channel_id !== channelId || row.account !== account) return false;
  if (change.providerId !== undefined && row.provider_id === change.providerId) return true;
  return row.name === change.name && row.language === change.language;
}

/** Absent members did not change. A new status without a reason ends the old reason; a new category ends its announcement. */
function changedColumns(row: TemplateRow, change: TemplateChange): Partial<TemplateRow> {
  const { providerId, status, quality, category, rejection, announcedCategory } = change;
  return {
    ...(providerId !== undefined && { provider_id: providerId }),
    ...(status !== undefined && { status, rejection: null }),
    ...(rejection !== undefined && { rejection }),
    ...(quality !== undefined && { quality }),
    ...(category !== undefined && { category, ...(category !== row.category && { coming_category: null }) }),
    ...(announcedCategory && {
      coming_category: storableJson({ category: announcedCategory.category, at: announcedCategory.at ?? null }),
    }),
  };
}
