import type { Operation } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';

/** `Engine.onNotify` topic of every change to what snapshots show. */
export const REGISTRY_TOPIC = 'registry';

const LOCK = statement('select version from registry_version where id = 1 {{for update}}');
const BUMP = statement('update registry_version set version = version + 1 where id = 1');

/**
 * An operation on the registry. Changes on all nodes run one after the other, under the lock of the version's row, so that `apply` may
 * look first and write then. The version grows, and nodes are told, if any `apply` returns true: any other outcome has written nothing.
 */
export function registryChange<Input, Refusal>(
  name: string,
  apply: (sql: Sql, input: Input) => Promise<true | Refusal>,
): Operation<Input, true | Refusal> {
  return {
    name: `registry.${name}`,
    async run(sql, inputs) {
      const outcomes: (true | Refusal)[] = [];
      await withRegistry(sql, async () => {
        for (const input of inputs) outcomes.push(await apply(sql, input));
        return outcomes.includes(true);
      });
      return outcomes;
    },
  };
}

/** A change to the registry within another operation, on the same terms; `apply` says whether it wrote anything. */
export async function withRegistry(sql: Sql, apply: () => Promise<boolean>): Promise<void> {
  await sql.all(LOCK);
  if (!(await apply())) return;
  await sql.run(BUMP);
  sql.notify(REGISTRY_TOPIC);
}
