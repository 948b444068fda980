import type { RawContent } from '../../../domain/content.ts';
import type { OutboundMessage } from '../../../domain/provider.ts';
import { readDocument } from '../document-text.ts';
import { writeAsText } from '../plain.ts';
import type { EnterpriseSettings } from '../settings.ts';
import { renderChoices, renderOrder } from './render-interactive.ts';
import { renderMedia, renderText } from './render-session.ts';
import { renderById, renderByText } from './render-template.ts';
import type { GatewayCall, Parameters, RenderedParameters } from './wire.ts';

export type Rendered = { ok: true; calls: readonly GatewayCall[] } | { ok: false; message: string };
type Settings = Pick<EnterpriseSettings, 'documentText' | 'templatesBy'>;

/** The calls that say a message, one after the other; or why the gateway has no way to say it. `now`: epoch ms. */
export function renderMessage(message: OutboundMessage, settings: Settings, now: number): Rendered {
  const phone = message.recipient.find(({ kind }) => kind === 'phone');
  if (phone === undefined) return invalid('The enterprise product reaches people by phone number only.');
  const rendered = renderContent(message, settings, now);
  if (!rendered.ok) return rendered;
  const send_to = phone.value.replace(/\D/g, '');
  // Only the first is the message by which all is known, so that only its reports may name the attempt.
  const calls = rendered.calls.map(({ account, parameters: { extra: _extra, ...said } }, index) => {
    const address: Parameters = index === 0 ? { send_to, extra: message.attemptId } : { send_to };
    return { account, parameters: { ...encoded(said), ...address } };
  });
  return { ok: true, calls };
}

function renderContent({ content, template }: OutboundMessage, settings: Settings, now: number): Rendered {
  switch (content.type) {
    case 'text':
      return session(renderText(content.text, content.previewUrl));
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return by('session', renderMedia(content));
    case 'buttons':
    case 'list':
      return by('session', renderChoices(content));
    case 'order_details':
    case 'order_status':
      return by('session', renderOrder(content, now));
    case 'location':
    case 'contacts':
    case 'location_request':
      return session(...writeAsText(content).map((text) => renderText(text)));
    case 'template':
      return by('hsm', settings.templatesBy === 'id' ? renderById(content, template) : renderByText(content, template));
    case 'raw':
      return renderRaw(content, settings);
    default:
      return invalid(`The enterprise product has no ${content.type}.`);
  }
}

/** Parameters of the gateway, or Kore.ai's document with text. Credentials and recipient are ours. */
function renderRaw({ provider, payload }: RawContent, { documentText }: Settings): Rendered {
  if (provider !== 'gupshup') return invalid(`A raw message for ${provider} cannot be sent by Gupshup.`);
  const document = readDocument(payload, documentText);
  if (document !== undefined) {
    const rendered = renderMedia(document.media);
    const after = document.text === undefined ? [] : [renderText(document.text)];
    return rendered.ok ? session(rendered.parameters, ...after) : rendered;
  }
  if (typeof payload.method !== 'string') return invalid('A raw message for the gateway needs its method.');
  const { userid: _userid, password: _password, ...said } = payload;
  const parameters = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, writeValue(value)]));
  return { ok: true, calls: [{ account: parameters.isHSM === 'true' ? 'hsm' : 'session', parameters }] };
}

/** The gateway refuses null. */
function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

function by(account: GatewayCall['account'], rendered: RenderedParameters): Rendered {
  return rendered.ok ? { ok: true, calls: [{ account, parameters: rendered.parameters }] } : rendered;
}

function session(...all: readonly Parameters[]): Rendered {
  return { ok: true, calls: all.map((parameters) => ({ account: 'session', parameters })) };
}

const PLAIN_TEXT = /^\p{ASCII}*$/u;

/** Words of people stand in any parameter: text, caption, header, footer, action, the values of a template by id. */
function encoded(parameters: Parameters): Parameters {
  const isPlain = Object.values(parameters).every((value) => PLAIN_TEXT.test(value));
  return { data_encoding: isPlain ? 'TEXT' : 'Unicode_text', ...parameters };
}

function invalid(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
