import { describeApplication } from './describe-setup.ts';
import { differences } from './difference.ts';
import type { DocumentApplication } from './document.ts';
import { type Circumstances, entryOf, findByName, type PlanEntry } from './plan.ts';

/** What becomes of an application. A new one gets a client secret of its own, which is shown once. */
export function planApplication(application: DocumentApplication, { target }: Circumstances): PlanEntry {
  const { name, audience, singleUse } = application;
  const part = { kind: 'application', name } as const;
  const { found, problems } = findByName(target.applications, name);
  if (!found) {
    const body = { name, audience: audience ?? null, singleUse: singleUse ?? false };
    return entryOf(part, true, { lines: [], problems, steps: [{ do: 'create_application', body }] });
  }
  const lines = differences(describeApplication(found), { audience, singleUse });
  if (lines.length === 0) return entryOf(part, false, { lines, problems, steps: [] });
  const body = { ...(audience !== undefined && { audience }), ...(singleUse !== undefined && { singleUse }) };
  return entryOf(part, false, { lines, problems, steps: [{ do: 'update_application', name, body }] });
}
