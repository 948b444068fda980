import type { OutboundMedia, TemplateContent } from '../../../domain/content.ts';
import type { Template } from '../../../domain/template.ts';
import { fillTemplate } from '../../../domain/templates/fill-template.ts';
import { placeholdersOf } from '../../../domain/templates/placeholders.ts';
import { asText, isObject } from '../../kit/json.ts';
import { valueText } from '../../kit/template-values.ts';
import type { Parameters, RenderedParameters } from './wire.ts';

type Filled = ReturnType<typeof fillTemplate>;

const MEDIA: readonly string[] = ['image', 'video', 'document'];
/** Values that an account with sends by id takes: `var1` to `var7`. */
const MOST_VALUES = 7;
const NO_FILE = 'The header of the template needs a file with an address.';

/** The gateway recognises a template by its text, so that we render it out of our copy. */
export function renderByText(content: TemplateContent, template: Template | undefined): RenderedParameters {
  if (template === undefined) {
    const which = `${content.name} (${content.language})`;
    return invalid(`Gupshup wants a template's text, and that of ${which} is not known: read the templates first.`);
  }
  const filled = fillTemplate(template, content);
  const [open] = placeholdersOf(`${filled.header?.text ?? ''}${filled.body}`);
  if (open !== undefined) return invalid(`The variable {{${open}}} of the template has no value.`);
  if (filled.cards.length > 0) return invalid('The enterprise product has no carousel.');
  const said = renderBody(filled);
  if (said === undefined) return invalid(NO_FILE);
  const { header, footer, buttons } = filled;
  const isRich = header !== null || footer !== null || buttons.length > 0;
  return {
    ok: true,
    parameters: {
      ...said,
      isHSM: 'true',
      ...(isRich && { isTemplate: 'true' }),
      ...(footer !== null && { footer }),
      ...renderButton(content),
    },
  };
}

/** Below a file the body is its caption. Undefined: the file is missing. */
function renderBody({ header, body }: Filled): Parameters | undefined {
  if (header === null || !MEDIA.includes(header.type)) {
    const above: Parameters = header?.text === undefined ? {} : { header: header.text };
    return { method: 'SendMessage', msg_type: 'HSM', msg: body, ...above };
  }
  return renderFile(header, body);
}

/** Undefined: there is none with an address. */
function renderFile({ type, media }: { type: string; media?: unknown }, caption: string): Parameters | undefined {
  if (!MEDIA.includes(type) || !isObject(media)) return undefined;
  const { url, fileName } = media as OutboundMedia; // It was checked at the edge.
  if (url === undefined) return undefined;
  const named: Parameters = type === 'document' && fileName !== undefined ? { filename: fileName } : {};
  return { method: 'SendMediaMessage', msg_type: type.toUpperCase(), media_url: url, caption, ...named };
}

/** Only one button can have a value: what follows the address, or the code to copy. */
function renderButton({ buttons = [] }: TemplateContent): Parameters {
  const values = buttons.flatMap(({ type, text, code, couponCode }) =>
    type === 'quick_reply' ? [] : [asText(text) ?? asText(code) ?? asText(couponCode)],
  );
  const value = values.find((text) => text !== undefined);
  return value === undefined ? {} : { buttonUrlParam: value };
}

/** For accounts with sends by id: a file above apart, the values of header and body in order. */
export function renderById(content: TemplateContent, template: Template | undefined): RenderedParameters {
  const id = template?.providerId ?? content.name;
  if (!/^\d+$/.test(id))
    return invalid(`The id of the template ${content.name} is not known: read the templates first.`);
  const { header, body = [] } = content;
  const isText = header === undefined || header.type === 'text';
  const file = isText ? { method: 'SendMessage', msg_type: 'HSM', msg: '' } : renderFile(header, '');
  if (file === undefined) return invalid(NO_FILE);
  const values = [...(isText && header ? [header] : []), ...body].map(valueText);
  if (values.length > MOST_VALUES) return invalid(`A template by id takes ${MOST_VALUES} values.`);
  const empty = values.indexOf(undefined);
  if (empty !== -1) return invalid(`The value ${empty + 1} of the template needs a text here.`);
  const variables = Object.fromEntries(values.map((value, index) => [`var${index + 1}`, value ?? '']));
  const parameters = { ...file, isHSM: 'true', template_id: id, ...variables };
  return { ok: true, parameters: { ...parameters, ...renderButton(content) } };
}

function invalid(message: string): RenderedParameters {
  return { ok: false, message };
}
