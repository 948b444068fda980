import type { TemplateDraft } from '../../../domain/template.ts';
import { placeholdersOf } from '../../../domain/templates/placeholders.ts';
import { withoutUndefined } from '../../kit/json.ts';

type Drafted = { ok: true; body: Readonly<Record<string, unknown>> } | { ok: false; message: string };
type Texted = { text: string; examples?: Readonly<Record<string, string>> };
type Component = Readonly<Record<string, unknown>>;

/** The body that creates a template; its components are WhatsApp's own. */
export function renderDraft(draft: TemplateDraft): Drafted {
  const { name: template_name, language, category, parameterFormat, header } = draft;
  if (parameterFormat === 'named') return { ok: false, message: 'Variables at Karix are numbers: {{1}}, {{2}}.' };
  const isMedia = header !== undefined && header.format !== 'text' && header.format !== 'location';
  if (draft.components === undefined && isMedia && header.exampleHandle === undefined) {
    return { ok: false, message: 'The header needs the exampleHandle of a file that was uploaded at Karix.' };
  }
  const components = draft.components ?? renderComponents(draft);
  return { ok: true, body: { template_name, language, category: category.toUpperCase(), components } };
}

function renderComponents({ header, body, footer, buttons = [] }: TemplateDraft): Component[] {
  return [
    ...(header === undefined ? [] : [renderHeader(header)]),
    { type: 'BODY', text: body.text, ...exampleOf('body_text', body, (values) => [values]) },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(renderButton) }]),
  ];
}

function renderHeader(header: NonNullable<TemplateDraft['header']>): Component {
  const format = header.format.toUpperCase();
  switch (header.format) {
    case 'text':
      return { type: 'HEADER', format, text: header.text, ...exampleOf('header_text', header, (values) => values) };
    case 'location':
      return { type: 'HEADER', format };
    default:
      return { type: 'HEADER', format, example: { header_handle: [header.exampleHandle] } };
  }
}

function exampleOf(member: string, { text, examples = {} }: Texted, wrap: (values: string[]) => unknown): Component {
  const values = placeholdersOf(text).map((name) => examples[name] ?? '');
  return values.length === 0 ? {} : { example: { [member]: wrap(values) } };
}

function renderButton({ type, text, url, phoneNumber, example }: NonNullable<TemplateDraft['buttons']>[number]) {
  const examples = example === undefined ? undefined : [example];
  return withoutUndefined({ type: type.toUpperCase(), text, url, phone_number: phoneNumber, example: examples });
}
