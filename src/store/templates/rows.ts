import type { ChannelId } from '../../domain/ids.ts';
import type { Template } from '../../domain/template.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import type { ChannelAccount, StoredTemplate } from '../templates.ts';

export const TEMPLATES_TOPIC = 'templates';

export interface TemplateRow {
  channel_id: string;
  account: string;
  name: string;
  language: string;
  provider_id: string | null;
  status: string;
  category: string;
  quality: string | null;
  rejection: string | null;
  coming_category: string | null;
  definition: string;
  updated_at: number;
  /** When somebody last told of it beside a list. */
  told_at: number | null;
}

export const TEMPLATE_COLUMNS = `channel_id, account, name, language, provider_id, status, category, quality, rejection,
  coming_category, definition, updated_at, told_at`;

const SAVE = statement(`
  insert into template (${TEMPLATE_COLUMNS})
  select r.channel_id, r.account, r.name, r.language, r.provider_id, r.status, r.category, r.quality, r.rejection,
    r.coming_category, r.definition, r.updated_at, r.told_at
  from {{rows $1 as r: channel_id text, account text, name text, language text, provider_id text, status text,
    category text, quality text, rejection text, coming_category text, definition text, updated_at bigint,
    told_at bigint}} where true
  on conflict (channel_id, account, name, language) do update set provider_id = excluded.provider_id,
    status = excluded.status, category = excluded.category, quality = excluded.quality, rejection = excluded.rejection,
    coming_category = excluded.coming_category, definition = excluded.definition, updated_at = excluded.updated_at,
    told_at = excluded.told_at`);

const DELETE = statement(`
  delete from template where (channel_id, account, name, language) in
    (select r.channel_id, r.account, r.name, r.language
     from {{rows $1 as r: channel_id text, account text, name text, language text}})`);

/** Writes whole rows, old and new. */
export async function saveTemplates(sql: Sql, written: readonly TemplateRow[]): Promise<void> {
  if (written.length > 0) await sql.write(SAVE, written.toSorted(byKey));
}

export async function deleteTemplates(sql: Sql, gone: readonly TemplateRow[]): Promise<void> {
  if (gone.length > 0) await sql.write(DELETE, gone.toSorted(byKey));
}

export function toRow({ channelId, account }: ChannelAccount, template: Template, now: number): TemplateRow {
  const { providerId, name, language, status, category, quality, rejection } = template;
  return {
    ...{
      channel_id: channelId,
      account,
      name,
      language,
      provider_id: providerId,
      status,
      category,
      quality,
      rejection,
    },
    coming_category: null,
    definition: storableJson(template),
    updated_at: now,
    told_at: null,
  };
}

/** The columns win over what the definition said when it was read. */
export function parseRow(row: TemplateRow): StoredTemplate {
  const definition: Template = JSON.parse(row.definition); // Written by `toRow`.
  return {
    ...definition,
    channelId: row.channel_id as ChannelId, // Ids come back as the kind they were written from.
    account: row.account,
    name: row.name,
    language: row.language,
    providerId: row.provider_id,
    status: row.status,
    category: row.category,
    quality: row.quality,
    rejection: row.rejection,
    comingCategory: row.coming_category === null ? null : JSON.parse(row.coming_category),
    updatedAt: row.updated_at,
  };
}

/** In one order everywhere, so that writers on several nodes do not lock each other out. */
function byKey(left: TemplateRow, right: TemplateRow): number {
  return keyOf(left) < keyOf(right) ? -1 : 1;
}

export function keyOf({ channel_id, account, name, language }: TemplateRow): string {
  return [channel_id, account, name, language].join('\0');
}
