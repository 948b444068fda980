import type { TemplateDraft } from '../../domain/template.ts';
import { placeholdersOf } from '../../domain/templates/placeholders.ts';
import { asObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { draftProblem } from './draft-limits.ts';

type Drafted = { ok: true; body: JsonObject } | { ok: false; message: string };
type Header = NonNullable<TemplateDraft['header']>;
type Button = NonNullable<TemplateDraft['buttons']>[number];

/**
 * The body that creates a template. `components` in Infobip's own words is one object: its `structure`, which an authentication template
 * needs. https://www.infobip.com/docs/api/channels/whatsapp (v2, seen 2026-07)
 */
export function renderDraft(draft: TemplateDraft): Drafted {
  const problem = draftProblem(draft);
  if (problem !== undefined) return { ok: false, message: problem };
  const { name, language, category, components } = draft;
  const structure = components === undefined ? renderStructure(draft) : asObject(components[0]);
  return { ok: true, body: { name, language, category: category.toUpperCase(), structure } };
}

function renderStructure({ header, body, footer, buttons = [] }: TemplateDraft): JsonObject {
  const examples = examplesOf(body.text, body.examples);
  return withoutUndefined({
    header: header === undefined ? undefined : renderHeader(header),
    body: withoutUndefined({ text: body.text, examples: examples.length === 0 ? undefined : examples }),
    footer: footer === undefined ? undefined : { text: footer },
    buttons: buttons.length === 0 ? undefined : buttons.map(renderButton),
    type: header === undefined || header.format === 'text' ? 'TEXT' : 'MEDIA',
  });
}

function examplesOf(text: string, examples: Readonly<Record<string, string>> = {}): string[] {
  return placeholdersOf(text)
    .toSorted((one, other) => Number(one) - Number(other))
    .map((name) => examples[name] ?? '');
}

function renderHeader(header: Header): JsonObject {
  const format = header.format.toUpperCase();
  switch (header.format) {
    case 'text':
      return withoutUndefined({ format, text: header.text, example: examplesOf(header.text, header.examples)[0] });
    case 'location':
      return { format };
    default:
      return { format, example: header.exampleUrl };
  }
}

function renderButton({ type, text, url, phoneNumber, example }: Button): JsonObject {
  const word = type.toUpperCase();
  return withoutUndefined({ type: word === 'MPM' ? 'MULTI_PRODUCT' : word, text, url, phoneNumber, example });
}
