import type { Webhook } from './delivery.ts';
import type { Faults } from './faults.ts';
import type { Schedule } from './schedule.ts';

export interface DisturbanceOptions {
  faults: Faults;
  schedule: Schedule;
  random: () => number;
  /** 0 to 1: how many webhooks are sent twice. */
  duplicateProbability: number;
  /** 0 to 1: how many webhooks are overtaken by the next. */
  disorderProbability: number;
  deliver(webhook: Webhook): void;
}

/** How long an overtaken webhook waits for one that overtakes it. */
const OVERTAKEN_MS = 2_000;

/** Doubles, delays and reorders webhooks on their way to delivery, by chance or because a fault was asked for. */
export function createDisturbance(options: DisturbanceOptions): (webhook: Webhook) => void {
  const heldBack = new Map<string, Webhook>();

  const release = (numberId: string, only?: Webhook) => {
    const held = heldBack.get(numberId);
    if (!held || (only && held !== only)) return;
    heldBack.delete(numberId);
    options.deliver(held);
  };

  const holdBack = (webhook: Webhook) => {
    release(webhook.numberId);
    heldBack.set(webhook.numberId, webhook);
    options.schedule.after(OVERTAKEN_MS, () => release(webhook.numberId, webhook));
  };

  const pass = (webhook: Webhook) => {
    options.deliver(webhook);
    release(webhook.numberId);
  };

  const chance = (probability: number) => probability > 0 && options.random() < probability;

  return (webhook) => {
    const fault = options.faults.takeForWebhook(webhook.numberId);
    if (fault?.kind === 'webhook_delay') return options.schedule.after(fault.delayMs, () => options.deliver(webhook));
    if (fault?.kind === 'webhook_disorder' || chance(options.disorderProbability)) return holdBack(webhook);
    if (fault?.kind === 'webhook_duplicate' || chance(options.duplicateProbability)) options.deliver(webhook);
    pass(webhook);
  };
}
