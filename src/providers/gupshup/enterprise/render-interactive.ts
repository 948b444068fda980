import type { ButtonsContent, CommerceContent, Header, ListContent } from '../../../domain/content.ts';
import { renderCommerce } from '../../kit/cloud/render-commerce.ts';
import { renderInteractive } from '../../kit/cloud/render-interactive.ts';
import { asObject, asText } from '../../kit/json.ts';
import { orderProblem } from '../order-check.ts';
import { BY_ADDRESS_ONLY, mediaCall, renderText } from './render-session.ts';
import type { Parameters, RenderedParameters } from './wire.ts';

/** Reply buttons and lists. https://docs.gupshup.io/docs/session-messages (seen 2026-06) */
export function renderChoices(content: ButtonsContent | ListContent): RenderedParameters {
  const action = JSON.stringify(renderInteractive(content).action);
  const parameters = { interactive_type: content.type === 'list' ? 'list' : 'dr_button', action };
  return interactive({ text: content.text, header: content.header, footer: content.footer }, parameters);
}

/** The members of the Cloud API's object, spread over parameters as those of buttons are. `now`: epoch ms. */
export function renderOrder(content: CommerceContent, now: number): RenderedParameters {
  const problem = orderProblem(content, now);
  if (problem !== undefined) return { ok: false, message: problem };
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
function interactive({ text, header, footer }: Frame, parameters: Parameters): RenderedParameters {
  const own: Parameters = { ...parameters, ...(footer !== undefined && { footer }) };
  if (header === undefined || header.type === 'text') {
    const above: Parameters = header === undefined ? {} : { header: header.text };
    return { ok: true, parameters: { ...renderText(text), ...above, ...own } };
  }
  if (header.media.url === undefined) return BY_ADDRESS_ONLY;
  return { ok: true, parameters: { ...mediaCall(header.type, header.media.url), caption: text, msg: text, ...own } };
}
