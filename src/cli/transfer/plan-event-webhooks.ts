import { describeEventWebhook } from './describe-setup.ts';
import { differences } from './difference.ts';
import type { DocumentEventWebhook } from './document.ts';
import { compareText } from './ordered.ts';
import { type Circumstances, entryOf, findByName, type PlanEntry, type Step } from './plan.ts';

/** What becomes of an event webhook. A new one gets a secret of its own, which is shown once. `channels`: those of the document. */
export function planEventWebhook(
  webhook: DocumentEventWebhook,
  { target }: Circumstances,
  channels: readonly string[],
): PlanEntry {
  const { name, url, enabled } = webhook;
  const part = { kind: 'event webhook', name } as const;
  const { found, problems } = findByName(target.eventWebhooks, name);
  problems.push(...strangers(webhook, [...channels, ...target.channels.map((one) => one.name)]));
  const types = webhook.types?.toSorted(compareText) ?? webhook.types;
  const named = webhook.channels?.toSorted(compareText) ?? webhook.channels;
  if (!found) {
    const body = { name, url, types: types ?? null, enabled: enabled ?? true };
    const step: Step = { do: 'create_event_webhook', channels: named ?? null, body };
    return entryOf(part, true, { lines: [url], problems, steps: [step] });
  }
  const lines = differences({ ...describeEventWebhook(found, target) }, { url, types, channels: named, enabled });
  if (lines.length === 0) return entryOf(part, false, { lines, problems, steps: [] });
  const body = { url, ...(types !== undefined && { types }), ...(enabled !== undefined && { enabled }) };
  const step: Step = { do: 'update_event_webhook', name, body, ...(named !== undefined && { channels: named }) };
  return entryOf(part, false, { lines, problems, steps: [step] });
}

function strangers({ channels }: DocumentEventWebhook, known: readonly string[]): string[] {
  if (channels?.length === 0) return ['channels: names none; null means all'];
  return (channels ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => `channels: there is no channel "${name}"`);
}
