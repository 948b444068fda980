import type { SetupDocument } from './document.ts';
import type { Circumstances, PlanEntry } from './plan.ts';
import { planApplication } from './plan-applications.ts';
import { planBot } from './plan-bots.ts';
import { planChannel } from './plan-channels.ts';
import { planEventWebhook } from './plan-event-webhooks.ts';
import { planTemplates } from './plan-templates.ts';

/** What an import would do, in the order in which it does it: what others name comes first. Nothing is asked or written. */
export function makePlan(document: SetupDocument, circumstances: Circumstances): PlanEntry[] {
  const { applications = [], bots = [], channels = [], eventWebhooks = [] } = document;
  const names = channels.map(({ name }) => name);
  return [
    ...applications.map((one) => planApplication(one, circumstances)),
    ...bots.map((one) => planBot(one, circumstances)),
    ...channels.map((one) => planChannel(one, circumstances, document)),
    ...channels.flatMap((one) => planTemplates(one, circumstances)),
    ...eventWebhooks.map((one) => planEventWebhook(one, circumstances, names)),
  ];
}

/** Whether anything is in the way. */
export function isBlocked(plan: readonly PlanEntry[]): boolean {
  return plan.some(({ verdict }) => verdict === 'cannot');
}

/** The parts that an import writes. */
export function partsToWrite(plan: readonly PlanEntry[]): PlanEntry[] {
  return plan.filter(({ steps }) => steps.length > 0);
}
