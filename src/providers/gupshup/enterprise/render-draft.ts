import type { TemplateDraft } from '../../../domain/template.ts';
import { placeholdersOf } from '../../../domain/templates/placeholders.ts';
import { withoutUndefined } from '../../kit/json.ts';
import { sortedPlaceholders } from '../template-parts.ts';
import type { Parameters } from './wire.ts';

type Drafted = { ok: true; fields: Parameters } | { ok: false; message: string };
type Button = NonNullable<TemplateDraft['buttons']>[number];

/**
 * The fields of `create_whatsapp_hsm`; lists go as JSON text. The example file of a media header is not among them.
 * https://docs.gupshup.io/docs/template-messages (seen 2026-06)
 */
export function renderDraft(draft: TemplateDraft): Drafted {
  const { name, category, language, header, body, footer, buttons = [], components } = draft;
  if (components !== undefined) return invalid('Gupshup takes no components: give header, body, footer and buttons.');
  if (draft.parameterFormat === 'named') return invalid('Variables at Gupshup are numbers: {{1}}, {{2}}.');
  const odd = buttons.find(({ type }) => !['quick_reply', 'url', 'phone_number', 'otp', 'copy_code'].includes(type));
  if (odd !== undefined) return invalid(`Gupshup takes no buttons of the type ${odd.type}.`);
  const isMedia = header !== undefined && header.format !== 'text';
  return {
    ok: true,
    fields: withoutUndefined({
      template_name: name,
      category: category.toUpperCase(),
      language,
      template: body.text,
      template_variable_examples: examplesOf(body),
      type: isMedia ? header.format : 'text',
      type_category: isMedia ? 'MEDIA' : undefined,
      header: header?.format === 'text' ? header.text : undefined,
      header_examples: header?.format === 'text' ? examplesOf(header) : undefined,
      footer,
      ...renderButtons(buttons),
    }),
  };
}

function examplesOf({ text, examples = {} }: TemplateDraft['body']): string | undefined {
  const names = sortedPlaceholders(text);
  return names.length === 0 ? undefined : JSON.stringify(names.map((name) => examples[name] ?? ''));
}

function renderButtons(buttons: readonly Button[]) {
  const quick = buttons.filter(({ type }) => type === 'quick_reply').map(({ text = '' }) => text);
  const action = buttons.filter(({ type }) => type === 'url' || type === 'phone_number').map(renderAction);
  const codes = buttons.filter(({ type }) => type === 'otp' || type === 'copy_code').map(renderCode);
  const isFirst = quick.length > 0 && action.length > 0;
  return {
    quick_reply_buttons: listOf(quick),
    call_to_action_buttons: listOf(action),
    otp_buttons: listOf(codes),
    quickReplyFirst: isFirst ? String(buttons[0]?.type === 'quick_reply') : undefined,
  };
}

function renderAction({ type, text, url = '', phoneNumber, example }: Button) {
  if (type === 'phone_number') return { text, type, phone_number: phoneNumber };
  const urlType = placeholdersOf(url).length > 0 ? 'dynamic' : 'static';
  return withoutUndefined({ text, type, urlType, url, example: example === undefined ? undefined : [example] });
}

function renderCode({ text = 'Copy code' }: Button) {
  return { type: 'OTP', otp_type: 'COPY_CODE', text };
}

function listOf(entries: readonly unknown[]): string | undefined {
  return entries.length === 0 ? undefined : JSON.stringify(entries);
}

function invalid(message: string): Drafted {
  return { ok: false, message };
}
