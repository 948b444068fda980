import type { Template } from '../../domain/template.ts';
import type { Operation } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';
import type { ChannelAccount } from '../templates.ts';
import {
  deleteTemplates,
  keyOf,
  saveTemplates,
  TEMPLATE_COLUMNS,
  TEMPLATES_TOPIC,
  type TemplateRow,
  toRow,
} from './rows.ts';
import { recordSync } from './sync.ts';

const OF_ACCOUNT = statement(`
  select ${TEMPLATE_COLUMNS} from template where channel_id = $1 and account = $2
  order by channel_id, account, name, language {{for update}}`);
const DROP = statement(`
  delete from template where channel_id = $1 and account = $2 and name = $3 and language = coalesce($4, language)`);

type Listed = ChannelAccount & { templates: readonly Template[]; begunAt: number; nextAt: number };

export const replaceTemplates: Operation<Listed, null> = {
  name: 'templates.replace',
  async run(sql, lists) {
    for (const list of lists) await replaceOne(sql, list);
    sql.notify(TEMPLATES_TOPIC);
    return lists.map(() => null);
  },
};

async function replaceOne(sql: Sql, { templates, begunAt, nextAt, ...account }: Listed): Promise<void> {
  const before = await sql.all<TemplateRow>(OF_ACCOUNT, account.channelId, account.account);
  const byKey = new Map(before.map((row) => [keyOf(row), row]));
  const listed = new Map(
    sendableLast(templates).map((template) => {
      const row = toRow(account, template, sql.now);
      return [keyOf(row), merged(row, byKey.get(keyOf(row)), begunAt)];
    }),
  );
  const gone = before.filter((row) => !listed.has(keyOf(row)) && isOlder(row, begunAt));
  await deleteTemplates(sql, gone);
  await saveTemplates(sql, [...listed.values()]);
  await recordSync(sql, account, nextAt);
}

/** Some providers have several of one name and language, drafts among them: what can be sent is the one that counts. */
function sendableLast(templates: readonly Template[]): Template[] {
  return templates.toSorted((one, other) => Number(one.status === 'approved') - Number(other.status === 'approved'));
}

/** A list tells no announcements; and it may be older than what a webhook said while it was read. */
function merged(row: TemplateRow, before: TemplateRow | undefined, begunAt: number): TemplateRow {
  if (before === undefined) return row;
  if (isOlder(before, begunAt)) {
    return { ...row, coming_category: before.category === row.category ? before.coming_category : null };
  }
  const { status, category, quality, rejection, coming_category, told_at } = before;
  return { ...row, status, category, quality, rejection, coming_category, told_at };
}

function isOlder({ told_at }: TemplateRow, begunAt: number): boolean {
  return told_at === null || told_at < begunAt;
}

export const putTemplate: Operation<ChannelAccount & { template: Template }, null> = {
  name: 'templates.put',
  async run(sql, inputs) {
    const written = inputs.map(({ template, ...account }) => ({
      ...toRow(account, template, sql.now),
      told_at: sql.now,
    }));
    await saveTemplates(sql, [...new Map(written.map((row) => [keyOf(row), row])).values()]);
    sql.notify(TEMPLATES_TOPIC);
    return inputs.map(() => null);
  },
};

export const dropTemplate: Operation<ChannelAccount & { name: string; language?: string }, null> = {
  name: 'templates.drop',
  async run(sql, inputs) {
    for (const { channelId, account, name, language } of inputs) {
      await sql.run(DROP, channelId, account, name, language ?? null);
    }
    sql.notify(TEMPLATES_TOPIC);
    return inputs.map(() => null);
  },
};
