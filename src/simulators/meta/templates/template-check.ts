import { GraphError } from '../graph-error.ts';
import { checkSentButtons } from './button-check.ts';
import { parametersOf, type SentComponent, type SentParameter, type SentTemplate } from './sent-template.ts';
import { componentOf, type Template, type TemplateComponent, type TemplateHeader, variablesIn } from './template.ts';

type Format = Template['parameterFormat'];

/** Whether the template may be sent now. Throws 132001, 132015 or 132016. */
export function checkSendable({ name, language, status }: Template): void {
  if (status === 'APPROVED') return;
  if (status === 'PAUSED') throw new GraphError(132015);
  if (status === 'DISABLED') throw new GraphError(132016);
  throw new GraphError(132001, { details: `template name (${name}) is ${status} in ${language}` });
}

/**
 * Holds what was sent against the stored definition. Throws 132000 for a wrong count, 132012 for a wrong kind or name,
 * 132018 for values, buttons and cards that do not fit, 131008 for a button without its value.
 */
export function checkParameters(template: Template, sent: SentTemplate): void {
  const components = sent.components ?? [];
  checkPart(template.components, components, template.parameterFormat);
  const cards = componentOf(template.components, 'CAROUSEL')?.cards ?? [];
  const sentCards = components.find(({ type }) => type === 'carousel')?.cards ?? [];
  if (cards.length !== sentCards.length && !isOfProducts(cards)) {
    throw new GraphError(132018, { details: `carousel: ${sentCards.length} cards given, ${cards.length} expected` });
  }
  for (const [place, { components: given }] of sentCards.entries()) {
    checkPart((cards[place] ?? cards[0])?.components ?? [], given, template.parameterFormat);
  }
  const offer = componentOf(template.components, 'LIMITED_TIME_OFFER')?.limited_time_offer;
  if (offer?.has_expiration && parametersOf(components, 'limited_time_offer').length === 0) {
    throw formatError('limited_time_offer', 'LIMITED_TIME_OFFER', 'UNKNOWN');
  }
}

/** A product carousel is made with two cards and sent with up to ten. */
function isOfProducts(cards: readonly { components: TemplateComponent[] }[]): boolean {
  return cards[0] !== undefined && componentOf(cards[0].components, 'HEADER')?.format === 'PRODUCT';
}

/** The whole template, or one card. */
function checkPart(defined: readonly TemplateComponent[], sent: readonly SentComponent[], format: Format): void {
  checkHeader(componentOf(defined, 'HEADER'), parametersOf(sent, 'header'), format);
  const body = componentOf(defined, 'BODY')?.text;
  checkTexts('body', variablesIn(body), parametersOf(sent, 'body'), format);
  checkSentButtons(componentOf(defined, 'BUTTONS')?.buttons ?? [], sent);
}

function checkHeader(header: TemplateHeader | undefined, given: readonly SentParameter[], format: Format): void {
  const kind = header?.format ?? 'TEXT';
  if (kind === 'TEXT') {
    checkTexts('header', variablesIn(header?.text), given, format);
    return;
  }
  const [parameter] = given;
  const received = parameter?.type.toUpperCase() ?? 'UNKNOWN';
  if (received !== kind) throw formatError('header', kind, received);
}

function checkTexts(where: string, wanted: readonly string[], given: readonly SentParameter[], format: Format): void {
  if (given.length !== wanted.length) {
    const details = `${where}: number of localizable_params (${given.length}) does not match the expected number of params (${wanted.length})`;
    throw new GraphError(132000, { details });
  }
  for (const parameter of given) checkText(where, parameter);
  if (format === 'POSITIONAL') return;
  const missing = wanted.find((name) => !given.some((parameter) => parameter.parameter_name === name));
  if (missing) throw new GraphError(132012, { details: `${where}: parameter_name ${missing} is missing` });
}

function checkText(where: string, { type, text, currency, date_time }: SentParameter): void {
  const value = text ?? currency?.fallback_value ?? date_time?.fallback_value;
  if (!['text', 'currency', 'date_time'].includes(type)) throw formatError(where, 'TEXT', type.toUpperCase());
  if (!value) throw new GraphError(131008, { details: `${where}: a parameter of type ${type} has no value` });
  if (/[\n\t]| {5,}/.test(value)) {
    const details = 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
    throw new GraphError(132018, { details });
  }
}

function formatError(where: string, expected: string, received: string): GraphError {
  return new GraphError(132012, { details: `${where}: Format mismatch, expected ${expected}, received ${received}` });
}
