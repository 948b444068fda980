import { setImmediate as letOthersGo } from 'node:timers/promises';
import type { OutboundContent } from '../../domain/content.ts';
import { pointerOf } from '../../domain/pointer.ts';
import { parseTemplateParameters, type TemplateParameters } from '../../domain/template-parameters.ts';
import type { NewRecipient } from '../../store/bulk.ts';
import { recipientOf } from '../outbox.ts';
import type { BulkProblem, BulkRecipient } from './bulk-doors.ts';

/** So many are checked before other requests have their turn. */
const SLICE = 100;
const NO_PARAMETERS = { ok: true, parameters: null } as const;
/** More would only be skimmed. */
const MOST_NAMED = 20;

/** Says what is wrong with the content for one person; null: nothing. The path is a JSON pointer into the content. */
export type CheckContent = (parameters: TemplateParameters) => BulkProblem | null;

export type CheckedRecipients =
  | { ok: true; recipients: readonly NewRecipient[] }
  | { ok: false; problems: readonly BulkProblem[] };

/** Reads a request's recipients. Wrong ones are named by their place, twenty at most. */
export async function checkRecipients(
  recipients: readonly BulkRecipient[],
  content: OutboundContent,
  check: CheckContent,
): Promise<CheckedRecipients> {
  const read: NewRecipient[] = [];
  const problems: BulkProblem[] = [];
  const plain = check({});
  const checkOne = (parameters: TemplateParameters | null) => (parameters === null ? plain : check(parameters));
  for (const [index, recipient] of recipients.entries()) {
    if (index % SLICE === SLICE - 1) await letOthersGo();
    const one = readRecipient(recipient, content, checkOne);
    if ('message' in one) problems.push({ path: `/recipients/${index}${one.path}`, message: one.message });
    else read.push(one);
    if (problems.length === MOST_NAMED) break;
  }
  return problems.length === 0 ? { ok: true, recipients: read } : { ok: false, problems };
}

function readRecipient(
  { to, parameters }: BulkRecipient,
  content: OutboundContent,
  check: (parameters: TemplateParameters | null) => ReturnType<CheckContent>,
): NewRecipient | BulkProblem {
  const person = recipientOf(to);
  if ('outcome' in person) return { path: '/to', message: person.message };
  if (!('identifiers' in person)) return { path: '/to', message: 'name a phone number or a user id' };
  const parsed = parameters === undefined ? NO_PARAMETERS : parseTemplateParameters(content, parameters);
  if (!parsed.ok) return { path: `/parameters${pointerOf(parsed.path)}`, message: parsed.message };
  const problem = check(parsed.parameters);
  if (problem === null) return { identifiers: person.identifiers, parameters: parsed.parameters };
  // An array stands for the body.
  const path = Array.isArray(parameters) ? problem.path.replace(/^\/body/, '') : problem.path;
  return { path: `/parameters${path}`, message: problem.message };
}
