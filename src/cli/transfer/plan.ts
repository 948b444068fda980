import type { Schemas } from '../client.ts';
import type { Setup } from './read-setup.ts';
import type { Secrets } from './secrets-file.ts';

/** What happens to one part. `cannot`: something is in the way, and nothing at all is written. `left`: it is not done by this import. */
export type Verdict = 'create' | 'change' | 'same' | 'cannot' | 'left';

export type PartKind = 'application' | 'bot' | 'channel' | 'template' | 'event webhook';

/** One part of the document, beside what the target has. */
export interface PlanEntry {
  kind: PartKind;
  name: string;
  verdict: Verdict;
  /** What differs, what is in the way, or a remark. */
  lines: readonly string[];
  /** Requests in their order; none unless the verdict is `create` or `change`. */
  steps: readonly Step[];
}

/** One request. Parts are named: ids of what this very import makes are known only when it runs. */
export type Step =
  | { do: 'create_application'; body: Schemas['CreateApplication'] }
  | { do: 'update_application'; name: string; body: Schemas['UpdateApplication'] }
  | { do: 'create_bot'; body: Schemas['CreateBot'] }
  | { do: 'update_bot'; name: string; body: Schemas['UpdateBot'] }
  | {
      do: 'create_channel';
      bot: string | null;
      application: string | null;
      body: Omit<Schemas['CreateChannel'], 'botId'>;
    }
  | { do: 'update_channel'; channel: string; bot?: string | null; body: Schemas['UpdateChannel'] }
  | {
      do: 'add_connection';
      channel: string;
      application: string | null;
      body: Schemas['CreateConnection'];
      /** It becomes the active one, and the active one stands by. */
      takesOver?: true;
    }
  | {
      do: 'update_connection';
      channel: string;
      id: string;
      /** Null: it needs none any more. */
      application?: string | null;
      body: Schemas['UpdateConnection'];
    }
  | { do: 'create_template'; channel: string; body: Schemas['CreateTemplate'] }
  | {
      do: 'create_event_webhook';
      channels: readonly string[] | null;
      body: Omit<Schemas['CreateEventWebhook'], 'channelIds'>;
    }
  | {
      do: 'update_event_webhook';
      name: string;
      channels?: readonly string[] | null;
      body: Schemas['UpdateEventWebhook'];
    };

/** What a part is planned against. */
export interface Circumstances {
  target: Setup;
  secrets: Secrets;
  /** Secrets that are given replace those that the target has. */
  replaceSecrets: boolean;
  /** Templates that the target lacks are handed in for review. */
  templates: boolean;
}

/** Differences and requests of a part, before its verdict. */
export interface Findings {
  lines: string[];
  problems: string[];
  steps: Step[];
}

/** The entry of a part: problems win, then requests. `isNew`: the target has none of that name. */
export function entryOf(part: Pick<PlanEntry, 'kind' | 'name'>, isNew: boolean, findings: Findings): PlanEntry {
  const { lines, problems, steps } = findings;
  if (problems.length > 0) return { ...part, verdict: 'cannot', lines: problems, steps: [] };
  if (steps.length === 0) return { ...part, verdict: 'same', lines, steps };
  return { ...part, verdict: isNew ? 'create' : 'change', lines, steps };
}

/** What the target has under this name; two of them are a problem. */
export function findByName<Part extends { name: string }>(
  parts: readonly Part[],
  name: string,
): { found: Part | undefined; problems: string[] } {
  const all = parts.filter((one) => one.name === name);
  const problems = all.length > 1 ? [`the target has ${all.length} of this name: rename or delete one`] : [];
  return { found: all[0], problems };
}
