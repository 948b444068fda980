import { checkDraft } from '../../domain/templates/check-draft.ts';
import { parseDraft } from '../../http/api/template-mapping.ts';
import type { Schemas } from '../client.ts';
import { describeTemplates } from './describe-setup.ts';
import { isFileHeader } from './describe-template.ts';
import type { DocumentChannel, DocumentTemplate } from './document.ts';
import { isSame } from './ordered.ts';
import type { Circumstances, PlanEntry, Step } from './plan.ts';

const OPT_IN = '--templates hands it in for review';
const ELSEWHERE =
  'it reads otherwise at the target; approved texts are not changed by an import (delete it there, or edit it at the provider)';

/** What becomes of a channel's templates. What the target lacks is handed in only if that is asked for: people review it, and it may cost. */
export function planTemplates(channel: DocumentChannel, circumstances: Circumstances): PlanEntry[] {
  const { target, templates } = circumstances;
  const found = target.channels.find(({ name }) => name === channel.name);
  const existing = found ? describeTemplates(target, found) : [];
  return (channel.templates ?? []).map((wanted) => {
    const part = { kind: 'template', name: `${channel.name}: ${wanted.name} (${wanted.language})` } as const;
    const there = existing.find(({ name, language }) => name === wanted.name && language === wanted.language);
    if (there) return { ...part, ...compare(there, wanted), steps: [] };
    if (!templates) return { ...part, verdict: 'left', lines: [OPT_IN], steps: [] };
    const problems = problemsOf(wanted);
    if (problems.length > 0) return { ...part, verdict: 'left', lines: problems, steps: [] };
    // The API's own schema has let it through; members that are `undefined` do not travel.
    const body = wanted as Schemas['CreateTemplate'];
    const steps: Step[] = [{ do: 'create_template', channel: channel.name, body }];
    return { ...part, verdict: 'create', lines: [], steps };
  });
}

function compare(there: DocumentTemplate, wanted: DocumentTemplate): Pick<PlanEntry, 'verdict' | 'lines'> {
  if (isSame(contentOf(there), contentOf(wanted))) return { verdict: 'same', lines: [] };
  return { verdict: 'left', lines: [ELSEWHERE] };
}

/** The provider settles the category, and may change it. */
function contentOf({ category: _, ...content }: DocumentTemplate): Omit<DocumentTemplate, 'category'> {
  return content;
}

function problemsOf(template: DocumentTemplate): string[] {
  const bare = (template.components ?? []).findIndex((one) => isFileHeader(one) && one.example === undefined);
  return [
    ...(bare < 0 ? [] : [`components[${bare}].example: reviewers want an example file, which an export cannot hold`]),
    ...checkDraft(parseDraft(template)).map(({ path, message }) => `${path}: ${message}`),
  ];
}
