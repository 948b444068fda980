import type { TemplateContent } from '../content.ts';
import type { ParameterFormat, Template, TemplateCard } from '../template.ts';
import { checkButtons } from './check-buttons.ts';
import { checkHeader } from './check-header.ts';
import { checkValues } from './check-values.ts';
import { counted, firstProblem, type TemplateCheck, type TemplateProblem, toCheck } from './template-problem.ts';

/** Cards that show products are defined once and sent as often as wanted. */
const MAX_CARDS = 10;

/** Whether a template can be sent with this content, and if not, which value is wrong. Name and language are taken as found. */
export function checkTemplate(template: Template, content: TemplateContent): TemplateCheck {
  return toCheck(
    checkStatus(template) ??
      checkParts(template, content, { path: '', format: template.parameterFormat }) ??
      checkOffer(template, content) ??
      checkCarousel(template, content),
  );
}

function checkStatus({ name, language, status, rejection }: Template): TemplateProblem | null {
  if (status === 'approved') return null;
  const why = rejection === null ? '' : ` (${rejection})`;
  return {
    path: '/name',
    message: `the template ${name} in ${language} is ${status}${why}; only approved ones can be sent`,
  };
}

type Parts = Pick<TemplateContent, 'header' | 'body'> & { buttons?: readonly unknown[] };

function checkParts(
  { header, body, buttons }: TemplateCard,
  given: Parts,
  { path, format }: { path: string; format: ParameterFormat },
): TemplateProblem | null {
  return (
    checkHeader(header, given.header, { path: `${path}/header`, format }) ??
    checkValues(body, given.body, { path: `${path}/body`, format }) ??
    checkButtons(buttons, given.buttons, `${path}/buttons`)
  );
}

function checkOffer({ hasOffer }: Template, { limitedTimeOffer }: TemplateContent): TemplateProblem | null {
  const path = '/limitedTimeOffer';
  if (!hasOffer)
    return limitedTimeOffer === undefined ? null : { path, message: 'this template has no offer that ends' };
  if (limitedTimeOffer === undefined) return { path, message: 'is missing: tell when the offer ends ({expiresAt})' };
  const isTime = Number.isFinite(Date.parse(limitedTimeOffer.expiresAt));
  return isTime ? null : { path: `${path}/expiresAt`, message: 'must be a time such as 2026-11-30T18:00:00Z' };
}

function checkCarousel({ cards, parameterFormat }: Template, { carousel }: TemplateContent): TemplateProblem | null {
  const path = '/carousel';
  const given = carousel ?? [];
  if (cards.length === 0) {
    return given.length === 0 ? null : { path, message: 'this template has no cards' };
  }
  const showsProducts = cards.every(({ header }) => header?.format === 'product');
  const fits = showsProducts ? given.length >= 2 && given.length <= MAX_CARDS : given.length === cards.length;
  if (!fits) {
    const wanted = showsProducts ? `2 to ${MAX_CARDS} cards` : counted(cards.length, 'card');
    return { path, message: `this template needs ${wanted}, ${given.length} given` };
  }
  return firstProblem(given, (card, index) => {
    const definition = cards[index] ?? cards[0];
    return definition ? checkParts(definition, card, { path: `${path}/${index}`, format: parameterFormat }) : null;
  });
}
