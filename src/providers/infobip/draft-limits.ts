import type { TemplateDraft } from '../../domain/template.ts';
import { checkExamples, checkPlaceholders, checkPlaces, placeholdersOf } from '../../domain/templates/placeholders.ts';
import { countCodePoints } from '../../domain/text-split.ts';

const NAME = /^[a-z0-9_]{1,512}$/;
const BODY = 1_024;
const HEADER = 60;
const FOOTER = 60;
const LABEL = 25;
const BUTTONS = 10;
/** Of some kinds only so many. */
const OF_KIND: Readonly<Record<string, number>> = { url: 2, phone_number: 1, copy_code: 1, flow: 1 };

/** What would be refused about a draft for its form alone, with the path of it; undefined: nothing. */
export function draftProblem(draft: TemplateDraft): string | undefined {
  const { name, category, components } = draft;
  if (!NAME.test(name)) return 'name: may hold small letters, digits and _ only, at most 512.';
  if (components !== undefined) {
    return components.length === 1 ? undefined : 'components: give one object, the structure as Infobip has it.';
  }
  if (category.toLowerCase() === 'authentication') {
    return 'components: an authentication template has a text of WhatsApp’s own; give its structure as Infobip has it.';
  }
  if (draft.parameterFormat === 'named') return 'parameterFormat: the variables of Infobip have numbers, not names.';
  return textProblem(draft) ?? buttonsProblem(draft.buttons ?? []);
}

function textProblem({ header, body, footer }: TemplateDraft): string | undefined {
  const problem =
    checkPlaceholders(body.text, 'positional', '/body/text') ??
    checkPlaces(body.text, '/body/text') ??
    checkExamples(body.text, body.examples, '/body/examples') ??
    (header?.format === 'text' ? checkExamples(header.text, header.examples, '/header/examples') : null);
  if (problem) return `${problem.path.slice(1).replaceAll('/', '.')}: ${problem.message}.`;
  const isFile = header !== undefined && header.format !== 'text' && header.format !== 'location';
  if (isFile && !URL.canParse(header.exampleUrl ?? '')) {
    return 'header.exampleUrl: Infobip fetches the example of a file from a public address.';
  }
  return (
    (header?.format === 'text' ? tooLong('header.text', header.text, HEADER) : undefined) ??
    tooLong('body.text', body.text, BODY) ??
    tooLong('footer', footer, FOOTER)
  );
}

type Buttons = NonNullable<TemplateDraft['buttons']>;

function buttonsProblem(buttons: Buttons): string | undefined {
  if (buttons.length > BUTTONS) return `buttons: has ${buttons.length}, at most ${BUTTONS} are allowed.`;
  for (const [kind, most] of Object.entries(OF_KIND)) {
    const count = buttons.filter(({ type }) => type.toLowerCase() === kind).length;
    if (count > most) return `buttons: has ${count} of the type ${kind}, at most ${most} are allowed.`;
  }
  const problems = buttons.map(({ text, url, example }, index) => {
    const isBare = placeholdersOf(url ?? '').length > 0 && example === undefined;
    return (
      tooLong(`buttons[${index}].text`, text, LABEL) ?? (isBare ? `buttons[${index}].example: is missing.` : undefined)
    );
  });
  return problems.find((problem) => problem !== undefined);
}

function tooLong(path: string, text: string | undefined, max: number): string | undefined {
  const length = countCodePoints(text ?? '');
  return length > max ? `${path}: has ${length} characters, at most ${max} are allowed.` : undefined;
}
