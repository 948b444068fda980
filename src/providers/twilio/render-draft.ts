import type { TemplateDraft } from '../../domain/template.ts';
import { placeholdersOf } from '../../domain/templates/placeholders.ts';
import { withoutUndefined } from '../kit/json.ts';
import { draftProblem } from './draft-limits.ts';
import type { ContentTypes } from './wire.ts';

export type RenderedDraft = { ok: true; body: DraftBody } | { ok: false; message: string };

export interface DraftBody {
  friendly_name: string;
  language: string;
  /** Examples by variable. */
  variables: Readonly<Record<string, string>>;
  types: ContentTypes;
  [member: string]: unknown;
}

/**
 * The body that creates a template. Variables count over the whole content at Twilio: those of header and addresses go on behind the
 * body's. `components` are the types of a content in Twilio's own words. https://www.twilio.com/docs/content/create-templates-with-the-content-template-builder (seen 2026-04)
 */
export function renderDraft(draft: TemplateDraft): RenderedDraft {
  const { name, language, components } = draft;
  if (components !== undefined) {
    const types: ContentTypes = Object.assign({}, ...components);
    return { ok: true, body: { friendly_name: name, language, variables: draft.body.examples ?? {}, types } };
  }
  const problem = draftProblem(draft);
  if (problem !== undefined) return { ok: false, message: problem };
  const variables = createNumbering(draft);
  const types = renderTypes(draft, variables);
  return { ok: true, body: { friendly_name: name, language, variables: { ...variables.examples }, types } };
}

interface Numbering {
  examples: Record<string, string>;
  /** The text with its own variable under a number that is free. */
  renumber(text: string, example: string): string;
}

function createNumbering({ body, parameterFormat }: TemplateDraft): Numbering {
  const examples = { ...body.examples };
  let last = placeholdersOf(body.text).length;
  return {
    examples,
    renumber: (text, example) => {
      const [own] = placeholdersOf(text);
      if (own === undefined) return text;
      last += 1;
      const name = parameterFormat === 'named' && !/^\d+$/.test(own) ? own : String(last);
      examples[name] = example;
      return text.replace(/\{\{[^{}]*\}\}/, `{{${name}}}`);
    },
  };
}

type Buttons = NonNullable<TemplateDraft['buttons']>;

function renderTypes(draft: TemplateDraft, numbering: Numbering): ContentTypes {
  const { footer, buttons = [] } = draft;
  const body = draft.body.text;
  const header = renderHeader(draft, numbering);
  const actions = buttons.map((button) => renderAction(button, numbering));
  const kinds = new Set(buttons.map(({ type }) => (type.toLowerCase() === 'quick_reply' ? 'reply' : 'action')));
  const isPlain = footer === undefined && header.header_text === undefined;
  if (isPlain && actions.length === 0 && header.media !== undefined) return { 'twilio/media': { body, ...header } };
  if (!isPlain || header.media !== undefined || kinds.size > 1) {
    const card = withoutUndefined({ ...header, footer, actions: actions.length === 0 ? undefined : actions });
    return { 'whatsapp/card': { body, ...card } };
  }
  if (kinds.size === 0) return { 'twilio/text': { body } };
  return kinds.has('reply')
    ? { 'twilio/quick-reply': { body, actions } }
    : { 'twilio/call-to-action': { body, actions } };
}

function renderHeader({ header }: TemplateDraft, numbering: Numbering): { header_text?: string; media?: string[] } {
  if (header === undefined || header.format === 'location') return {};
  if (header.format === 'text') {
    const [example = ''] = Object.values(header.examples ?? {});
    return { header_text: numbering.renumber(header.text, example) };
  }
  const url = new URL(header.exampleUrl ?? '');
  // The host is part of the definition; what stands behind it changes with every message.
  const path = `${url.pathname}${url.search}`.slice(1);
  return { media: [`${url.origin}/${numbering.renumber('{{1}}', path)}`] };
}

function renderAction({ type, text, url, phoneNumber, example }: Buttons[number], numbering: Numbering) {
  const kind = type.toUpperCase();
  return withoutUndefined({
    type: kind,
    title: text,
    url: url === undefined ? undefined : numbering.renumber(url, example ?? ''),
    phone: phoneNumber,
    id: kind === 'QUICK_REPLY' ? text : undefined,
    code: kind === 'COPY_CODE' ? example : undefined,
  });
}
