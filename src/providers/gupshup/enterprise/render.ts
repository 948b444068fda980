import type {
  ButtonsContent,
  CommerceContent,
  Header,
  ListContent,
  OutboundMediaContent,
  RawContent,
  TemplateContent,
} from '../../../domain/content.ts';
import type { OutboundMessage } from '../../../domain/provider.ts';
import { renderCommerce } from '../../kit/cloud/render-commerce.ts';
import { renderInteractive } from '../../kit/cloud/render-interactive.ts';
import { asObject, asText } from '../../kit/json.ts';
import { readDocument } from '../document-text.ts';
import { orderProblem } from '../order-check.ts';
import { writeAsText } from '../plain.ts';
import type { EnterpriseSettings } from '../settings.ts';
import { renderById, renderByText } from './render-template.ts';
import type { GatewayCall, Parameters } from './wire.ts';

export type Rendered = { ok: true; calls: readonly GatewayCall[] } | { ok: false; message: string };
type Settings = Pick<EnterpriseSettings, 'documentText' | 'templatesBy'>;

/** The calls that say a message, one after the other; or why the gateway has no way to say it. `now`: epoch ms. */
export function renderMessage(message: OutboundMessage, settings: Settings, now: number): Rendered {
  const phone = message.recipient.find(({ kind }) => kind === 'phone');
  if (phone === undefined) return invalid('The enterprise product reaches people by phone number only.');
  const rendered = renderContent(message, settings, now);
  if (!rendered.ok) return rendered;
  const address = { send_to: phone.value.replace(/\D/g, ''), extra: message.attemptId };
  const calls = rendered.calls.map(({ account, parameters }) => ({
    account,
    parameters: { ...encoded(parameters), ...address },
  }));
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
      return renderMedia(content);
    case 'buttons':
    case 'list':
      return renderChoices(content);
    case 'order_details':
    case 'order_status':
      return renderOrder(content, now);
    case 'location':
    case 'contacts':
    case 'location_request':
      return session(...writeAsText(content).map((text) => renderText(text)));
    case 'template':
      return renderTemplate(content, template, settings);
    case 'raw':
      return renderRaw(content, settings);
    default:
      return invalid(`The enterprise product has no ${content.type}.`);
  }
}

function renderTemplate(
  content: TemplateContent,
  template: OutboundMessage['template'],
  { templatesBy }: Settings,
): Rendered {
  const rendered = templatesBy === 'id' ? renderById(content, template) : renderByText(content, template);
  return rendered.ok ? { ok: true, calls: [{ account: 'hsm', parameters: rendered.parameters }] } : rendered;
}

function renderText(text: string, previewUrl?: boolean): Parameters {
  const preview = previewUrl === undefined ? {} : { preview_url: String(previewUrl) };
  return { method: 'SendMessage', msg_type: 'TEXT', msg: text, ...preview };
}

/** A caption that is not there must be empty: the gateway refuses none. */
function renderMedia({ type, media, caption = '' }: OutboundMediaContent): Rendered {
  if (media.url === undefined) return invalid('Gupshup takes files by their address only.');
  const named: Parameters = type === 'document' && media.fileName !== undefined ? { filename: media.fileName } : {};
  return session({ ...mediaCall(type, media.url), caption, ...named });
}

function mediaCall(type: string, url: string): Parameters {
  return { method: 'SendMediaMessage', msg_type: type.toUpperCase(), media_url: url, isHSM: 'false' };
}

function renderChoices(content: ButtonsContent | ListContent): Rendered {
  const action = JSON.stringify(renderInteractive(content).action);
  const parameters = { interactive_type: content.type === 'list' ? 'list' : 'dr_button', action };
  return interactive({ text: content.text, header: content.header, footer: content.footer }, parameters);
}

/** The members of the Cloud API's object, spread over parameters as those of buttons are. */
function renderOrder(content: CommerceContent, now: number): Rendered {
  const problem = orderProblem(content, now);
  if (problem !== undefined) return invalid(problem);
  const { header, body, footer, action } = renderCommerce(content);
  const image = asText(asObject(asObject(header).image).link);
  return interactive(
    {
      text: asText(asObject(body).text) ?? '',
      header: image === undefined ? undefined : { type: 'image', media: { url: image } },
      footer: asText(asObject(footer).text),
    },
    { interactive_type: content.type, action: JSON.stringify(action) },
  );
}

interface Frame {
  text: string;
  header: Header | undefined;
  footer: string | undefined;
}

/** Below a file the text is its caption. */
function interactive({ text, header, footer }: Frame, parameters: Parameters): Rendered {
  const own: Parameters = { ...parameters, ...(footer !== undefined && { footer }) };
  if (header === undefined || header.type === 'text') {
    const above: Parameters = header === undefined ? {} : { header: header.text };
    return session({ ...renderText(text), ...above, ...own });
  }
  if (header.media.url === undefined) return invalid('Gupshup takes files by their address only.');
  return session({ ...mediaCall(header.type, header.media.url), caption: text, msg: text, ...own });
}

/** Parameters of the gateway, or Kore.ai's document with text. Credentials and recipient are ours. */
function renderRaw({ provider, payload }: RawContent, { documentText }: Settings): Rendered {
  if (provider !== 'gupshup') return invalid(`A raw message for ${provider} cannot be sent by Gupshup.`);
  const document = readDocument(payload, documentText);
  if (document !== undefined) {
    const rendered = renderMedia(document.media);
    const after = document.text === undefined ? [] : [renderText(document.text)];
    return rendered.ok ? session(...rendered.calls.map(({ parameters }) => parameters), ...after) : rendered;
  }
  if (typeof payload.method !== 'string') return invalid('A raw message for the gateway needs its method.');
  const parameters = Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  return { ok: true, calls: [{ account: parameters.isHSM === 'true' ? 'hsm' : 'session', parameters }] };
}

function session(...all: readonly Parameters[]): Rendered {
  return { ok: true, calls: all.map((parameters) => ({ account: 'session', parameters })) };
}

const PLAIN_TEXT = /^\p{ASCII}*$/u;
/** Parameters that hold words of people. */
const WORDS = ['msg', 'caption', 'header', 'footer', 'action'];

function encoded(parameters: Parameters): Parameters {
  const isPlain = WORDS.every((name) => PLAIN_TEXT.test(parameters[name] ?? ''));
  return { data_encoding: isPlain ? 'TEXT' : 'Unicode_text', ...parameters };
}

function invalid(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
