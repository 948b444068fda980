import { rows, type Sql, statement, storableJson } from '../sql.ts';

/** A message as amendments change it. */
export interface OriginalRow {
  id: string;
  conversation_id: string;
  direction: string;
  duty: string;
  status: string;
  bot_id: string | null;
  turn_id: string | null;
  edited_at: number | null;
  revoked_at: number | null;
  /** The content variant that the bot gets, or got. */
  turn_variant: string;
}

/** `edited`: the newest edit. `answered`: an earlier edit that the bot was given, so that every try of its turn says the same. */
export type Variant = 'original' | 'edited' | 'answered';

interface ContentRow {
  message_id: string;
  variant: Variant;
  body: string;
  context: string | null;
}

const LOCK = statement(`
  select m.id, m.conversation_id, m.direction, m.duty, m.status, m.bot_id, m.turn_id, m.edited_at, m.revoked_at, m.turn_variant
  from {{rows $1 as r: id text}} join message m on m.id = r.id order by m.id {{for update}}`);

const CONTENTS = statement(`
  select c.message_id, c.variant, c.body, c.context from {{rows $1 as r: id text}} join content c on c.message_id = r.id`);

const UPDATE = statement(`
  update message set duty = r.duty, status = r.status, bot_id = r.bot_id, edited_at = r.edited_at, revoked_at = r.revoked_at,
    turn_variant = r.turn_variant
  from {{rows $1 as r: id text, duty text, status text, bot_id text, edited_at bigint, revoked_at bigint, turn_variant text}}
  where message.id = r.id`);

const WRITE_CONTENT = statement(`
  insert into content (message_id, variant, body, context)
  select r.message_id, r.variant, r.body, r.context from {{rows $1 as r: message_id text, variant text, body text, context text}}
  where true on conflict (message_id, variant) do update set body = excluded.body`);

/** Messages that are amended: locked, changed in memory and written back once. Their conversations and in-lanes are locked before. */
export class Originals {
  readonly #sql: Sql;
  readonly #messages = new Map<string, OriginalRow>();
  readonly #contents = new Map<string, ContentRow>();
  readonly #changed = new Set<OriginalRow>();
  readonly #written = new Set<ContentRow>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async lock(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const wanted = rows(ids.toSorted().map((id) => ({ id })));
    for (const row of await this.#sql.all<OriginalRow>(LOCK, wanted)) this.#messages.set(row.id, row);
    for (const row of await this.#sql.all<ContentRow>(CONTENTS, wanted)) this.#contents.set(contentKey(row), row);
  }

  get(id: string): OriginalRow | undefined {
    return this.#messages.get(id);
  }

  /** Undefined: there is none, or retention deleted it. */
  content(id: string, variant: Variant): unknown {
    const row = this.#contents.get(contentKey({ message_id: id, variant }));
    return row === undefined ? undefined : JSON.parse(row.body);
  }

  change(message: OriginalRow, values: Partial<OriginalRow>): void {
    Object.assign(message, values);
    this.#changed.add(message);
  }

  /** What came with the original (quote, referral) stays with every variant. */
  write(message: OriginalRow, variant: Variant, content: unknown): void {
    const context = this.#contents.get(contentKey({ message_id: message.id, variant: 'original' }))?.context ?? null;
    const row = { message_id: message.id, variant, body: storableJson(content), context };
    const known = this.#contents.get(contentKey(row));
    const kept = known === undefined ? row : Object.assign(known, row);
    this.#contents.set(contentKey(kept), kept);
    this.#written.add(kept);
  }

  async save(): Promise<void> {
    const [changed, written] = [[...this.#changed], [...this.#written]];
    await Promise.all([
      changed.length > 0 ? this.#sql.write(UPDATE, changed) : 0,
      written.length > 0 ? this.#sql.write(WRITE_CONTENT, written) : 0,
    ]);
  }
}

function contentKey({ message_id, variant }: Pick<ContentRow, 'message_id' | 'variant'>): string {
  return `${message_id} ${variant}`;
}
