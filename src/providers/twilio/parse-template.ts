import type { Template, TemplateButton, TemplateCard, TemplateHeader, TemplateText } from '../../domain/template.ts';
import { placeholdersOf } from '../../domain/templates/placeholders.ts';
import { asList, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { type ContentAction, type ContentPart, type ContentShape, mediaFormat, readShape } from './content-shape.ts';

/**
 * One Content resource of a list, with its approval by WhatsApp. Null: it has no SID or language.
 * https://www.twilio.com/docs/content/content-api-resources (seen 2026-04)
 */
export function parseTemplate(value: unknown): Template | null {
  const content = asObject(value);
  const sid = asText(content.sid);
  const language = asText(content.language);
  if (sid === undefined || language === undefined) return null;
  const shape = readShape(content.types);
  const approval = readApproval(content);
  return {
    providerId: sid,
    // The name that WhatsApp knows goes before the one for people.
    name: asText(approval.name) ?? asText(content.friendly_name) ?? sid,
    language,
    category: asWord(approval.category) ?? '',
    status: asWord(approval.status) ?? 'unsubmitted',
    quality: null,
    rejection: asText(approval.rejection_reason) ?? null,
    ...readText(shape),
    provider: { ...content },
  };
}

/** Seen as an object, as the only item of a list, and below the channel's name. */
function readApproval({ approval_requests: approvals }: JsonObject): JsonObject {
  const approval = asObject(asList(approvals)[0] ?? approvals);
  return asObject(approval.whatsapp ?? approval);
}

type Text = Pick<Template, 'parameterFormat' | 'header' | 'body' | 'footer' | 'buttons' | 'cards'>;

function readText(shape: ContentShape | undefined): Text {
  if (shape === undefined) {
    const body = { text: '', variables: [] };
    return { parameterFormat: 'positional', header: null, body, footer: null, buttons: [], cards: [] };
  }
  const card = readCard(shape);
  const body = bodyOf(shape);
  const isPositional = body.variables.every((name) => /^\d+$/.test(name));
  return {
    parameterFormat: isPositional ? 'positional' : 'named',
    header: card.header,
    body,
    footer: shape.footer ?? null,
    buttons: card.buttons,
    cards: shape.cards.map(readCard),
  };
}

/** The text of an authentication template is Meta's own; the code is its one variable. */
function bodyOf({ type, body }: ContentShape): TemplateText {
  return type === 'whatsapp/authentication' ? { text: body, variables: ['1'] } : textOf(body);
}

function readCard(part: ContentPart): TemplateCard {
  const { header, mediaUrl, body, actions } = part;
  return {
    header: header === undefined ? readMediaHeader(mediaUrl) : { format: 'text', ...textOf(header) },
    body: body === '' ? null : textOf(body),
    buttons: actions.map(readButton),
  };
}

/** A file that is always the same takes no value, so that it is no header to whoever sends. */
function readMediaHeader(url: string | undefined): TemplateHeader | null {
  return url === undefined || placeholdersOf(url).length === 0 ? null : { format: mediaFormat(url) };
}

function textOf(text: string): TemplateText {
  const names = placeholdersOf(text);
  const isPositional = names.every((name) => /^\d+$/.test(name));
  const variables = isPositional ? names.toSorted((one, other) => Number(one) - Number(other)) : names;
  return { text, variables };
}

function readButton({ type, title, url, phone, code }: ContentAction): TemplateButton {
  const needsParameter = placeholdersOf(`${url ?? ''}${code ?? ''}`).length > 0;
  return withoutUndefined({ type, text: title, url, phoneNumber: phone, needsParameter });
}
