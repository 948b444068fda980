import { GraphError } from '../graph-error.ts';
import { checkButtons } from './button-rules.ts';
import {
  buttonsOf,
  componentOf,
  type TemplateBody,
  type TemplateComponent,
  type TemplateDraft,
  type TemplateHeader,
  variablesIn,
} from './template.ts';

/** Subcodes of refused templates. https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const SUBCODES = { tooLong: 2388040, format: 2388073, tooManyVariables: 2388293, edges: 2388299 };

const LONGEST = { header: 60, body: 1024, bodyOfOffer: 600, bodyOfCard: 160, footer: 60 };

/** The shortest and longest time to live by category, in seconds; −1 stands for 30 days. */
const TTL_SECONDS = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
} as const;

/** Why a template cannot be created or changed so: names, variables, examples, buttons, cards. Throws 100 with a subcode. */
export function checkDraft(draft: TemplateDraft): void {
  const { components, category } = draft;
  checkKinds(components);
  checkTtl(draft);
  if (category === 'AUTHENTICATION') {
    checkAuthentication(components);
    return;
  }
  const offer = componentOf(components, 'LIMITED_TIME_OFFER');
  if (offer && category !== 'MARKETING') throw refused('A limited-time offer needs category MARKETING.');
  if (offer && componentOf(components, 'FOOTER')) throw refused('A limited-time offer has no footer.');
  const body = componentOf(components, 'BODY');
  if (!body) throw refused('A BODY component is required.');
  checkBody(body, draft, offer ? LONGEST.bodyOfOffer : LONGEST.body);
  const header = componentOf(components, 'HEADER');
  if (header) checkHeader(header, draft);
  const footer = componentOf(components, 'FOOTER')?.text ?? '';
  checkLength('footer', footer, LONGEST.footer);
  if (variablesIn(footer).length > 0) throw refused('The footer has no variables.');
  checkButtons(buttonsOf(components));
  checkCarousel(draft);
}

function checkKinds(components: readonly TemplateComponent[]): void {
  const types = components.map(({ type }) => type);
  const repeated = types.find((type, index) => types.indexOf(type) !== index);
  if (repeated) throw refused(`There is more than one ${repeated} component.`);
}

function checkTtl({ category, ttlSeconds }: TemplateDraft): void {
  if (ttlSeconds === undefined || ttlSeconds === -1) return;
  const [shortest, longest] = TTL_SECONDS[category];
  if (ttlSeconds < shortest || ttlSeconds > longest) {
    throw refused(`message_send_ttl_seconds must be ${shortest} to ${longest} for ${category}.`);
  }
}

function checkBody({ text = '', example }: TemplateBody, draft: TemplateDraft, longest: number): void {
  if (text === '') throw refused('The body needs a text.');
  checkLength('body', text, longest);
  const variables = checkVariables(text, draft.parameterFormat);
  if (variables.length === 0) return;
  if (/^\s*\{\{|\}\}\s*$/.test(text)) throw refused('The body must not begin or end with a variable.', SUBCODES.edges);
  if (/\}\}\s*\{\{/.test(text)) throw refused('Two variables touch each other.', SUBCODES.edges);
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words < 2 * variables.length) {
    throw refused('Too many variables for the length of the body.', SUBCODES.tooManyVariables);
  }
  checkExamples('body', variables, example?.body_text?.[0], example?.body_text_named_params);
}

function checkHeader({ format, text = '', example }: TemplateHeader, draft: TemplateDraft): void {
  if (format !== 'TEXT') {
    const needsHandle = format !== 'LOCATION' && format !== 'PRODUCT';
    if (needsHandle && !example?.header_handle?.[0]) throw refused(`A ${format} header needs example.header_handle.`);
    return;
  }
  if (text === '') throw refused('A text header needs a text.');
  checkLength('header', text, LONGEST.header);
  const variables = checkVariables(text, draft.parameterFormat);
  if (variables.length > 1) throw refused('A header has at most one variable.');
  checkExamples('header', variables, example?.header_text, example?.header_text_named_params);
}

function checkVariables(text: string, format: TemplateDraft['parameterFormat']): string[] {
  const variables = variablesIn(text);
  const isRight =
    format === 'NAMED'
      ? variables.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
      : variables.every((name, index) => name === String(index + 1));
  if (!isRight || /\{\{\s*\}\}/.test(text)) {
    throw refused(`The variables do not fit parameter_format ${format}.`, SUBCODES.format);
  }
  return variables;
}

function checkExamples(
  where: string,
  variables: readonly string[],
  positional: readonly string[] | undefined,
  named: readonly { param_name: string }[] | undefined,
): void {
  if (variables.length === 0) return;
  const names = named?.map(({ param_name }) => param_name) ?? [];
  if (positional?.length === variables.length || variables.every((name) => names.includes(name))) return;
  throw refused(`Every variable of the ${where} needs an example.`);
}

function checkCarousel(draft: TemplateDraft): void {
  const cards = componentOf(draft.components, 'CAROUSEL')?.cards;
  if (!cards) return;
  if (cards.length < 2 || cards.length > 10) throw refused('A carousel has 2 to 10 cards.');
  for (const { components } of cards) checkCard(components, draft);
  if (new Set(cards.map(({ components }) => shapeOf(components))).size > 1) {
    throw refused('All cards must have the same header format and the same kinds of buttons.');
  }
}

function checkCard(components: readonly TemplateComponent[], draft: TemplateDraft): void {
  const header = componentOf(components, 'HEADER');
  if (!header || !['IMAGE', 'VIDEO', 'PRODUCT'].includes(header.format)) {
    throw refused('Every card needs a header with an image, a video or a product.');
  }
  checkHeader(header, draft);
  const body = componentOf(components, 'BODY');
  if (body) checkBody(body, draft, LONGEST.bodyOfCard);
  if (buttonsOf(components).length > 2) throw refused('A card has at most two buttons.');
  checkButtons(buttonsOf(components));
}

function shapeOf(components: readonly TemplateComponent[]): string {
  const kinds = buttonsOf(components).map(({ type }) => type);
  return [componentOf(components, 'HEADER')?.format, ...kinds].join(' ');
}

function checkAuthentication(components: readonly TemplateComponent[]): void {
  const [otp, ...others] = buttonsOf(components);
  if (otp?.type !== 'OTP' || others.length > 0) throw refused('An authentication template has one OTP button.');
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(otp.otp_type?.toUpperCase() ?? '')) {
    throw refused('otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.');
  }
  if (componentOf(components, 'HEADER')) throw refused('An authentication template has no header.');
}

function checkLength(where: string, text: string, longest: number): void {
  if ([...text].length > longest) throw refused(`The ${where} is longer than ${longest} characters.`, SUBCODES.tooLong);
}

/** The platform's form of a refused template. */
export function refused(why: string, subcode = 2388072): GraphError {
  return new GraphError(100, {
    message: 'Invalid parameter',
    subcode,
    userTitle: 'The template cannot be saved',
    userMessage: why,
    details: why,
  });
}
