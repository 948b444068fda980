import type { TemplateDraft } from '../../domain/template.ts';
import { checkExamples, checkPlaceholders, checkPlaces, placeholdersOf } from '../../domain/templates/placeholders.ts';

const NAME = /^[a-z0-9_]{1,512}$/;
const VARIABLES = 100;

/** What would be refused about a draft for its form alone, with the path of it; undefined: nothing. */
export function draftProblem(draft: TemplateDraft): string | undefined {
  const { name, category, header } = draft;
  if (!NAME.test(name)) return 'name: may hold small letters, digits and _ only, at most 512.';
  if (category.toLowerCase() === 'authentication') {
    return 'components: an authentication template has a text of Meta’s own; give {"whatsapp/authentication": {…}}.';
  }
  if (header?.format === 'location') return 'header: Twilio has no templates with a location.';
  if (header !== undefined && header.format !== 'text' && !URL.canParse(header.exampleUrl ?? '')) {
    return 'header.exampleUrl: Twilio fetches the example of a file from a public address.';
  }
  return textProblem(draft);
}

/** https://www.twilio.com/docs/whatsapp/tutorial/message-template-approvals-statuses (seen 2026-04) */
function textProblem({ body, parameterFormat }: TemplateDraft): string | undefined {
  const { text, examples } = body;
  const problem =
    checkPlaceholders(text, parameterFormat, '/body/text') ??
    checkPlaces(text, '/body/text') ??
    checkExamples(text, examples, '/body/examples');
  if (problem) return `${problem.path.slice(1).replaceAll('/', '.')}: ${problem.message}.`;
  const count = placeholdersOf(text).length;
  if (count > VARIABLES) return `body.text: has ${count} variables, at most ${VARIABLES} are allowed.`;
  const words = text.replaceAll(/\{\{[^{}]*\}\}/g, ' ').match(/\S+/g)?.length ?? 0;
  const needed = 2 * count + 1;
  if (count === 0 || words >= needed) return undefined;
  return `body.text: ${count} variables need at least ${needed} words beside them, there are ${words}.`;
}
