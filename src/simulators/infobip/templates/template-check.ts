import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { SentButton, SentHeader, SentTemplate } from './sent-template.ts';
import { type Template, type TemplateButton, type TemplateHeader, variablesIn } from './template.ts';

const ARGUMENTS = 7008;
const UNKNOWN = 7009;
const NOT_AVAILABLE = 7037;

/** Why a template cannot reach anybody, as its report will say; requests are accepted all the same. */
export function findTemplateFault(template: Template | undefined, sent: SentTemplate): OrderedFailure | undefined {
  if (!template) {
    return { code: UNKNOWN, details: `There is no template ${sent.templateName} in ${sent.language}.` };
  }
  if (template.status.endsWith('_PAUSED')) return { code: NOT_AVAILABLE, details: 'The template is paused.' };
  if (!['APPROVED', 'REINSTATED', 'FLAGGED'].includes(template.status)) {
    return { code: UNKNOWN, details: `The template is ${template.status}.` };
  }
  const details = findMismatch(template, sent);
  return details === undefined ? undefined : { code: ARGUMENTS, details };
}

/** What of the values does not fit the definition, as a sentence. */
function findMismatch(template: Template, { templateData: { body, header, buttons, carousel } }: SentTemplate) {
  const { structure } = template;
  const cards = structure.carousel?.cards ?? [];
  const sentCards = carousel?.cards ?? [];
  return (
    countFault('body', variablesIn(structure.body.text).length, body.placeholders.length) ??
    headerFault(structure.header, header) ??
    buttonFault(dynamicOnes(structure.buttons ?? []), buttons ?? []) ??
    countFault('carousel', cards.length, sentCards.length) ??
    sentCards
      .map(
        (sent, place) =>
          headerFault(cards[place]?.header, sent.header) ??
          countFault('card', variablesIn(cards[place]?.body.text).length, sent.body?.placeholders.length ?? 0) ??
          buttonFault(dynamicOnes(cards[place]?.buttons ?? []), sent.buttons ?? []),
      )
      .find((fault) => fault !== undefined)
  );
}

function countFault(where: string, wanted: number, given: number): string | undefined {
  return wanted === given ? undefined : `The ${where} takes ${wanted} values, and ${given} were given.`;
}

function headerFault(wanted: TemplateHeader | undefined, given: SentHeader | undefined): string | undefined {
  const isFixed = !wanted || (wanted.format === 'TEXT' && variablesIn(wanted.text).length === 0);
  const type = isFixed ? undefined : wanted.format;
  return type === given?.type
    ? undefined
    : `The header takes ${type ?? 'nothing'}, and ${given?.type ?? 'nothing'} was given.`;
}

/** Button types with a value of their own each time. */
function dynamicOnes(buttons: readonly TemplateButton[]): { type: string; isNeeded: boolean }[] {
  return buttons.flatMap(({ type, url }) => {
    if (type === 'URL') return variablesIn(url).length > 0 ? [{ type, isNeeded: true }] : [];
    if (type === 'PHONE_NUMBER' || type === 'REQUEST_CONTACT_INFO') return [];
    return [{ type, isNeeded: type === 'COPY_CODE' || type === 'MULTI_PRODUCT' || type === 'ORDER_DETAILS' }];
  });
}

/** What was sent must stand in the registered order, and nothing that is needed may be missing. */
function buttonFault(wanted: { type: string; isNeeded: boolean }[], given: readonly SentButton[]): string | undefined {
  const left = [...given];
  for (const { type, isNeeded } of wanted) {
    if (left[0]?.type === type) left.shift();
    else if (isNeeded) return `A button of type ${type} lacks its value.`;
  }
  return left[0] && `A button of type ${left[0].type} is not the template's next one.`;
}
