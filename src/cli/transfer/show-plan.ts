import type { PlanEntry, Verdict } from './plan.ts';

const SIGNS: Readonly<Record<Verdict, string>> = { create: '+', change: '~', same: '=', cannot: '✗', left: '?' };
const COUNTED: Readonly<Record<Verdict, string>> = {
  create: 'to create',
  change: 'to change',
  same: 'as they are to be',
  cannot: 'in the way',
  left: 'left alone',
};

/** A plan for people: a line each part, what differs below it, and a sum. */
export function showPlan(plan: readonly PlanEntry[]): string {
  const shown = plan.map(({ kind, name, verdict, lines }) =>
    [`${SIGNS[verdict]} ${kind} ${name}`, ...lines.map((line) => `    ${line}`)].join('\n'),
  );
  return [...shown, sum(plan)].join('\n');
}

function sum(plan: readonly PlanEntry[]): string {
  // The order of the record is the order of the sentence.
  const counts = (Object.keys(COUNTED) as Verdict[]).flatMap((verdict) => {
    const count = plan.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${COUNTED[verdict]}`];
  });
  return counts.length === 0 ? 'The document is empty.' : `${counts.join(', ')}.`;
}
