import type { TemplateDraft } from '../../domain/template.ts';
import { countCodePoints } from '../../domain/text-split.ts';

/** Lengths in code points. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components (seen 2025-12) */
const NAME = /^[a-z0-9_]{1,512}$/;
const BODY = 1_024;
const HEADER = 60;
const FOOTER = 60;
const LABEL = 25;
const URL_LENGTH = 2_000;
const PHONE = 20;
const BUTTONS = 10;
/** Of some kinds only so many. */
const OF_KIND: Readonly<Record<string, number>> = { url: 2, phone_number: 1, copy_code: 1, flow: 1 };

/** What Meta would refuse about a draft for its form alone, with the path of it; undefined: nothing. */
export function draftProblem(draft: TemplateDraft): string | undefined {
  if (!NAME.test(draft.name)) return 'name: may hold small letters, digits and _ only, at most 512.';
  const { header, body, footer, buttons = [] } = draft;
  return (
    (header?.format === 'text' ? tooLong('header.text', header.text, HEADER) : undefined) ??
    tooLong('body.text', body.text, BODY) ??
    tooLong('footer', footer, FOOTER) ??
    buttonsProblem(buttons)
  );
}

type Buttons = NonNullable<TemplateDraft['buttons']>;

function buttonsProblem(buttons: Buttons): string | undefined {
  if (buttons.length > BUTTONS) return `buttons: has ${buttons.length}, at most ${BUTTONS} are allowed.`;
  for (const [kind, most] of Object.entries(OF_KIND)) {
    const count = buttons.filter(({ type }) => type.toLowerCase() === kind).length;
    if (count > most) return `buttons: has ${count} of the type ${kind}, at most ${most} are allowed.`;
  }
  return orderProblem(buttons) ?? firstOf(buttons, buttonProblem);
}

/** Quick replies stand together. */
function orderProblem(buttons: Buttons): string | undefined {
  const isReply = buttons.map(({ type }) => type.toLowerCase() === 'quick_reply');
  const changes = isReply.filter((own, index) => index > 0 && own !== isReply[index - 1]).length;
  return changes > 1 ? 'buttons: the quick replies must stand together, before or behind the others.' : undefined;
}

function buttonProblem({ text, url, phoneNumber }: Buttons[number], index: number): string | undefined {
  return (
    tooLong(`buttons[${index}].text`, text, LABEL) ??
    tooLong(`buttons[${index}].url`, url, URL_LENGTH) ??
    tooLong(`buttons[${index}].phoneNumber`, phoneNumber, PHONE)
  );
}

function firstOf(buttons: Buttons, check: (button: Buttons[number], index: number) => string | undefined) {
  return buttons.map(check).find((problem) => problem !== undefined);
}

function tooLong(path: string, text: string | undefined, max: number): string | undefined {
  const length = countCodePoints(text ?? '');
  return length > max ? `${path}: has ${length} characters, at most ${max} are allowed.` : undefined;
}
