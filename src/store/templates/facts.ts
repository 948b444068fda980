import type { ChannelId } from '../../domain/ids.ts';
import type { Operation, Query } from '../engine.ts';
import { rows, type Sql, statement } from '../sql.ts';
import type { Fact } from '../templates.ts';

const SAVE = statement(`
  insert into fact (channel_id, subject, name, value, at) select r.channel_id, r.subject, r.name, r.value, r.at
  from {{rows $1 as r: channel_id text, subject text, name text, value text, at bigint}} where true
  on conflict (channel_id, subject, name) do update set value = excluded.value, at = excluded.at
  where excluded.at >= fact.at`);
const LIST = statement('select subject, name, value, at from fact where channel_id = $1 order by subject, name');

/** The last word about each thing is kept, also of those told at once. */
export async function writeFacts(sql: Sql, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const inTime = facts.toSorted((left, right) => left.at - right.at);
  const latest = new Map(
    inTime.map((fact) => [[fact.channelId, fact.about, fact.subject, fact.name].join('\0'), fact]),
  );
  const ordered = [...latest.entries()].toSorted(([left], [right]) => (left < right ? -1 : 1));
  await sql.run(
    SAVE,
    rows(
      ordered.map(([, { channelId, about, subject, name, value, at }]) => ({
        ...{ channel_id: channelId, subject: `${about}:${subject}`, name, value, at },
      })),
    ),
  );
}

export const saveFacts: Operation<readonly Fact[], null> = {
  name: 'templates.save_facts',
  async run(sql, inputs) {
    await writeFacts(sql, inputs.flat());
    return inputs.map(() => null);
  },
};

export const listFacts: Query<ChannelId, readonly Fact[]> = {
  name: 'templates.list_facts',
  async run(sql, channelId) {
    const found = await sql.all<{ subject: string; name: string; value: string; at: number }>(LIST, channelId);
    return found.map(({ subject, name, value, at }) => {
      const [about = '', ...rest] = subject.split(':');
      return { channelId, about: about as Fact['about'], subject: rest.join(':'), name, value, at }; // Written above.
    });
  },
};
