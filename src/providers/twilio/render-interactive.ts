import type { ButtonsContent, CommerceContent, CtaUrlContent, ListContent } from '../../domain/content.ts';
import { asList, asObject, asText, withoutUndefined } from '../kit/json.ts';
import type { ContentDraft, ContentTypes } from './wire.ts';

/** https://www.twilio.com/docs/content/twilio-quick-reply (seen 2026-04) */
export function renderButtons({ text, buttons }: ButtonsContent): ContentDraft {
  const actions = buttons.map(({ id, title }) => ({ type: 'QUICK_REPLY', title: literal(title), id: literal(id) }));
  return withBody(text, (body) => ({ 'twilio/quick-reply': { body, actions } }));
}

/** A list picker is flat: the title of an only section is not shown. https://www.twilio.com/docs/content/twiliolist-picker (seen 2026-04) */
export function renderList({ text, button, sections }: ListContent): ContentDraft {
  const items = sections
    .flatMap(({ rows }) => rows)
    .map(({ id, title, description }) =>
      withoutUndefined({
        item: literal(title),
        id: literal(id),
        description: description === undefined ? undefined : literal(description),
      }),
    );
  return withBody(text, (body) => ({ 'twilio/list-picker': { body, button: literal(button), items } }));
}

/** https://www.twilio.com/docs/content/twilio-call-to-action (seen 2026-04) */
export function renderLink({ text, label, url }: CtaUrlContent): ContentDraft {
  const actions = [{ type: 'URL', title: literal(label), url: literal(url) }];
  return withBody(text, (body) => ({ 'twilio/call-to-action': { body, actions } }));
}

/** A text says why it cannot be rendered. https://www.twilio.com/docs/content/whatsapp-flows (seen 2026-04) */
export function renderFlow({ body, header, action }: CommerceContent): ContentDraft | string {
  const parameters = asObject(asObject(action).parameters);
  const flowId = asText(parameters.flowId);
  if (flowId === undefined) return 'Twilio starts a flow by its id: give flowId.';
  const start = asObject(parameters.flowActionPayload);
  if (Object.keys(asObject(start.data)).length > 0) return 'Twilio hands no data to the first screen of a flow.';
  const flow = withoutUndefined({
    button_text: literal(asText(parameters.flowCta) ?? ''),
    subtitle: asText(asObject(header).text),
    flow_id: flowId,
    flow_token: asText(parameters.flowToken),
    flow_first_page_id: asText(start.screen),
    is_flow_first_page_endpoint: parameters.flowAction === 'data_exchange' ? true : undefined,
  });
  return withBody(asText(asObject(body).text) ?? '', (text) => ({ 'whatsapp/flows': { body: text, ...flow } }));
}

/** A text says why it cannot be rendered. https://www.twilio.com/docs/content/twiliocatalog (seen 2026-04) */
export function renderProducts({ body, header, footer, action }: CommerceContent): ContentDraft | string {
  const { catalogId, sections } = asObject(action);
  const items = asList(sections).flatMap((section) => {
    const { title, productItems } = asObject(section);
    return asList(productItems).map((item) =>
      withoutUndefined({ id: asText(asObject(item).productRetailerId), section_title: asText(title) }),
    );
  });
  if (items.length === 0) return 'There are no products in it.';
  const catalog = withoutUndefined({
    id: asText(catalogId),
    title: asText(asObject(header).text),
    subtitle: asText(asObject(footer).text),
    items,
  });
  return withBody(asText(asObject(body).text) ?? '', (text) => ({ 'twilio/catalog': { body: text, ...catalog } }));
}

/** WhatsApp refuses these within the value of a variable (63013), and line ends. */
const UNFIT_FOR_VARIABLE = /[\r\t]| {5}/;

const MAX_VARIABLES = 100;

/**
 * Each line of the text is a variable where it can be, so that the same buttons under another text are the same resource: an account
 * holds only so many.
 */
function withBody(text: string, typesOf: (body: string) => ContentTypes): ContentDraft {
  const values: Record<string, string> = {};
  const lines = text.split('\n').map((line) => {
    const place = Object.keys(values).length + 1;
    if (line.trim() === '' || UNFIT_FOR_VARIABLE.test(line) || place > MAX_VARIABLES) return literal(line);
    values[place] = line;
    return `{{${place}}}`;
  });
  const samples = Object.fromEntries(Object.keys(values).map((name) => [name, 'text']));
  return { types: typesOf(lines.join('\n')), samples, values };
}

/** A text that is not ours may hold what Twilio takes for a variable; an invisible word joiner breaks it up. */
function literal(text: string): string {
  return text.replaceAll('{{', '{\u2060{');
}
