import type { TemplateDraft } from '../template.ts';
import { checkDraftText } from './check-draft-text.ts';
import { placeholdersOf } from './placeholders.ts';
import { counted, type TemplateProblem } from './template-problem.ts';

type DraftButton = NonNullable<TemplateDraft['buttons']>[number];

const MAX_BUTTONS = 10;
const MAX_LABEL = 25;
const MAX_URL = 2_000;
const MAX_PHONE_NUMBER = 20;
const MAX_CODE = 15;

/** How many of a type one template may have; others are bound by the total only. */
const MOST: Readonly<Record<string, number>> = { url: 2, phone_number: 1, copy_code: 1, flow: 1, otp: 1 };
/** Their labels are the provider's own. */
const WITHOUT_LABEL = ['copy_code', 'otp', 'catalog', 'mpm', 'spm'];

/** Everything wrong with the buttons of a draft. */
export function checkDraftButtons(buttons: readonly DraftButton[]): TemplateProblem[] {
  const problems = buttons.flatMap((button, index) => checkButton(button, `/buttons/${index}`));
  if (buttons.length > MAX_BUTTONS) {
    problems.push({
      path: '/buttons',
      message: `has ${counted(buttons.length, 'button')}, at most ${MAX_BUTTONS} are allowed`,
    });
  }
  return [...problems, ...tooManyOfType(buttons), ...scattered(buttons)];
}

function checkButton(button: DraftButton, path: string): TemplateProblem[] {
  const text = button.text ?? '';
  const label =
    text === '' && WITHOUT_LABEL.includes(button.type)
      ? []
      : checkDraftText(text, { path: `${path}/text`, max: MAX_LABEL });
  const variable =
    placeholdersOf(text).length > 0 ? [{ path: `${path}/text`, message: 'must not have variables' }] : [];
  return [...label, ...variable, ...checkTarget(button, path)];
}

function checkTarget({ type, url, phoneNumber, example }: DraftButton, path: string): TemplateProblem[] {
  switch (type) {
    case 'url':
      return checkUrl(url ?? '', example, path);
    case 'phone_number':
      return checkDraftText(phoneNumber ?? '', { path: `${path}/phoneNumber`, max: MAX_PHONE_NUMBER });
    case 'copy_code':
      return checkDraftText(example ?? '', { path: `${path}/example`, max: MAX_CODE });
    default:
      return [];
  }
}

/** One variable at the end, with an example of the whole address or of what stands there. */
function checkUrl(url: string, example: string | undefined, path: string): TemplateProblem[] {
  const at = `${path}/url`;
  const problems = checkDraftText(url, { path: at, max: MAX_URL });
  if (problems.length > 0) return problems;
  if (!/^https?:\/\/[^\s{}/]+/i.test(url))
    return [{ path: at, message: 'must be an address that begins with https:// or http://' }];
  const variables = placeholdersOf(url);
  if (variables.length === 0) return [];
  if (variables.length > 1 || !/\{\{1\}\}$/.test(url))
    return [{ path: at, message: 'may have one variable, {{1}}, at its end' }];
  return example?.trim() ? [] : [{ path: `${path}/example`, message: 'the variable {{1}} needs an example' }];
}

function tooManyOfType(buttons: readonly DraftButton[]): TemplateProblem[] {
  return Object.entries(MOST).flatMap(([type, most]) => {
    const places = buttons.flatMap((button, index) => (button.type === type ? [index] : []));
    const extra = places[most];
    if (extra === undefined) return [];
    return [{ path: `/buttons/${extra}`, message: `at most ${counted(most, 'button')} of type ${type} may be there` }];
  });
}

/** Quick replies stand together, before or after all others. */
function scattered(buttons: readonly DraftButton[]): TemplateProblem[] {
  const changes = buttons.flatMap((button, index) => {
    const before = buttons[index - 1];
    return before && (before.type === 'quick_reply') !== (button.type === 'quick_reply') ? [index] : [];
  });
  const second = changes[1];
  return second === undefined ? [] : [{ path: `/buttons/${second}`, message: 'quick replies must stand together' }];
}
