import type { TemplateDraft } from '../../../domain/template.ts';
import { withoutUndefined } from '../../kit/json.ts';

type Drafted = { ok: true; fields: Readonly<Record<string, string>> } | { ok: false; message: string };
type Button = NonNullable<TemplateDraft['buttons']>[number];

/**
 * The form of `POST …/templates`. `handle`: the uploaded example of a media header.
 * https://partner-docs.gupshup.io/docs (seen 2026-06)
 */
export function renderDraft(draft: TemplateDraft, handle: string | undefined): Drafted {
  const { name, language, category, header, body, footer, buttons = [], components } = draft;
  if (components !== undefined) return invalid('Gupshup takes no components: give header, body, footer and buttons.');
  if (draft.parameterFormat === 'named') return invalid('Variables at Gupshup are numbers: {{1}}, {{2}}.');
  const isMedia = header !== undefined && header.format !== 'text';
  if (isMedia && header.format !== 'location' && handle === undefined) {
    return invalid('The header needs an example file: give exampleUrl or exampleHandle.');
  }
  return {
    ok: true,
    fields: withoutUndefined({
      elementName: name,
      languageCode: language,
      category: category.toUpperCase(),
      // A word of the operator's own that nobody else reads.
      vertical: name,
      templateType: (isMedia ? header.format : 'text').toUpperCase(),
      content: body.text,
      example: filled(body),
      enableSample: 'true',
      exampleMedia: handle,
      header: header?.format === 'text' ? header.text : undefined,
      exampleHeader: header?.format === 'text' ? filled(header) : undefined,
      footer,
      buttons: buttons.length === 0 ? undefined : JSON.stringify(buttons.map(renderButton)),
      allowTemplateCategoryChange: 'false',
    }),
  };
}

/** An example is the whole text with values in it. */
function filled({ text, examples = {} }: TemplateDraft['body']): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => examples[name] ?? place);
}

function renderButton({ type, text, url, phoneNumber, example }: Button) {
  return withoutUndefined({
    type: type.toUpperCase(),
    text,
    url,
    phone_number: phoneNumber,
    example: example === undefined ? undefined : [example],
  });
}

function invalid(message: string): Drafted {
  return { ok: false, message };
}
