import type { TemplateDraft } from '../../domain/template.ts';
import { withoutUndefined } from '../kit/json.ts';
import { draftProblem } from './draft-limits.ts';
import { variablesOf } from './parse-template.ts';

export type DraftBody = Record<string, unknown>;
type Examples = Readonly<Record<string, string>> | undefined;
type Drafted = { ok: true; body: DraftBody } | { ok: false; message: string };

/**
 * The body that creates a template. `headerHandle` is the uploaded example of a media header. Meta's reviewers want an example for every
 * variable, so that a missing one is told here by its name.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components (seen 2025-12)
 */
export function renderDraft(draft: TemplateDraft, headerHandle: string | undefined): Drafted {
  const problem = draft.components === undefined ? (missingOf(draft) ?? draftProblem(draft)) : undefined;
  if (problem !== undefined) return { ok: false, message: problem };
  return {
    ok: true,
    body: {
      name: draft.name,
      language: draft.language,
      category: draft.category.toUpperCase(),
      parameter_format: draft.parameterFormat.toUpperCase(),
      components: draft.components ?? renderComponents(draft, headerHandle),
    },
  };
}

function missingOf(draft: TemplateDraft): string | undefined {
  const { category, header, body, buttons = [] } = draft;
  if (category.toLowerCase() === 'authentication') {
    return 'The text of an authentication template is Meta’s own: give its components instead of a body.';
  }
  const isMedia = header !== undefined && header.format !== 'text' && header.format !== 'location';
  if (isMedia && header.exampleHandle === undefined && header.exampleUrl === undefined) {
    return 'The header needs an example file: give exampleUrl or exampleHandle.';
  }
  const headerMissing = header?.format === 'text' ? missingExample(header.text, header.examples) : undefined;
  if (headerMissing !== undefined) return `The variable ${headerMissing} of the header needs an example.`;
  const bodyMissing = missingExample(body.text, body.examples);
  if (bodyMissing !== undefined) return `The variable ${bodyMissing} of the body needs an example.`;
  const bare = buttons.findIndex(({ url, example }) => variablesOf(url ?? '').length > 0 && example === undefined);
  return bare === -1 ? undefined : `The address of button ${bare} needs an example.`;
}

function missingExample(text: string, examples: Examples): string | undefined {
  return variablesOf(text).find((name) => examples?.[name] === undefined);
}

function renderComponents(draft: TemplateDraft, headerHandle: string | undefined): DraftBody[] {
  const { footer, buttons = [] } = draft;
  return [
    ...renderHeader(draft, headerHandle),
    { type: 'BODY', text: draft.body.text, ...exampleOf('body', draft.body, draft) },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(renderButton) }]),
  ];
}

function renderHeader(draft: TemplateDraft, headerHandle: string | undefined): DraftBody[] {
  const { header } = draft;
  if (header === undefined) return [];
  const format = header.format.toUpperCase();
  switch (header.format) {
    case 'text':
      return [{ type: 'HEADER', format, text: header.text, ...exampleOf('header', header, draft) }];
    case 'location':
      return [{ type: 'HEADER', format }];
    default:
      return [{ type: 'HEADER', format, example: { header_handle: [header.exampleHandle ?? headerHandle ?? ''] } }];
  }
}

/** Examples of a body stand in a list within a list, as if there were several texts. */
function exampleOf(
  place: 'header' | 'body',
  { text, examples = {} }: { text: string; examples?: Examples },
  { parameterFormat }: TemplateDraft,
): DraftBody {
  const names = variablesOf(text);
  if (names.length === 0) return {};
  if (parameterFormat === 'named') {
    const params = names.map((name) => ({ param_name: name, example: examples[name] ?? '' }));
    return { example: { [`${place}_text_named_params`]: params } };
  }
  const values = names.map((name) => examples[name] ?? '');
  return { example: { [`${place}_text`]: place === 'body' ? [values] : values } };
}

function renderButton({ type, text, url, phoneNumber, example }: NonNullable<TemplateDraft['buttons']>[number]) {
  const kind = type.toUpperCase();
  return withoutUndefined({
    type: kind,
    text,
    url,
    phone_number: phoneNumber,
    // A code to copy is its own example, as a plain text.
    example: example === undefined ? undefined : kind === 'COPY_CODE' ? example : [example],
  });
}
