import type { TemplateButton } from '../template.ts';
import { checkTextValue } from './check-text-value.ts';
import { counted, firstProblem, isRecord, type TemplateProblem } from './template-problem.ts';

/** What a send gives for one button; `index` counts all buttons of the template. */
interface GivenButton {
  index: number;
  type: string;
  [field: string]: unknown;
}

/** A payload comes back with the tap; like the id of a reply button. */
const MAX_PAYLOAD = 256;
const MAX_URL_VALUE = 2_000;
/** Codes to be copied and one-time passwords. */
const MAX_CODE = 15;

/** The values for buttons: each for one that exists, is of that type and takes one, and none missing. */
export function checkButtons(
  buttons: readonly TemplateButton[],
  given: readonly unknown[] | undefined,
  path: string,
): TemplateProblem | null {
  const indexes = new Set<number>();
  const wrong = firstProblem(given ?? [], (value, place) => {
    const own = `${path}/${place}`;
    if (!isGiven(value)) return { path: own, message: 'must be an object with index and type' };
    if (indexes.has(value.index)) return { path: `${own}/index`, message: `button ${value.index} is given twice` };
    indexes.add(value.index);
    return checkButton(buttons, value, own);
  });
  if (wrong) return wrong;
  const missing = buttons.findIndex((button, index) => button.needsParameter && !indexes.has(index));
  const button = buttons[missing];
  if (!button) return null;
  return {
    path,
    message: `button ${missing} (${button.type}, "${button.text}") needs a value: {index: ${missing}, type: "${button.type}", ${valueField(button.type)}: …}`,
  };
}

function checkButton(buttons: readonly TemplateButton[], given: GivenButton, path: string): TemplateProblem | null {
  const button = buttons[given.index];
  if (!button) {
    const there = buttons.length === 0 ? 'no buttons' : `${counted(buttons.length, 'button')}, the first is 0`;
    return { path: `${path}/index`, message: `there is no button ${given.index}; this template has ${there}` };
  }
  const type = given.type.toLowerCase();
  if (!isSameType(button.type, type)) {
    return { path: `${path}/type`, message: `button ${given.index} is of type ${button.type}` };
  }
  const { index: _index, type: _type, ...values } = given;
  const isEmpty = Object.keys(values).length === 0;
  if (isEmpty && !button.needsParameter) return null;
  // Parameters in the provider's own form are its own to judge.
  if (Array.isArray(values.parameters)) return null;
  if (!button.needsParameter && (type === 'url' || type === 'phone_number')) {
    return { path, message: `button ${given.index} ("${button.text}") takes no value` };
  }
  return checkButtonValue(button.type, values, path);
}

/** A one-time password's button is read back as an address, and is sent as one. */
function isSameType(type: string, given: string): boolean {
  return type === given || (type === 'otp' && given === 'url') || (type === 'url' && given === 'otp');
}

function checkButtonValue(type: string, values: Record<string, unknown>, path: string): TemplateProblem | null {
  switch (type) {
    case 'quick_reply':
      return checkTextValue(values.payload, `${path}/payload`, MAX_PAYLOAD);
    case 'url':
      return checkTextValue(values.text, `${path}/text`, MAX_URL_VALUE);
    case 'otp':
      return checkTextValue(values.text, `${path}/text`, MAX_CODE);
    case 'copy_code': {
      const field = values.couponCode === undefined && values.code !== undefined ? 'code' : 'couponCode';
      return checkCode(values[field], `${path}/${field}`);
    }
    default:
      return Object.keys(values).length > 0 ? null : { path: `${path}/${valueField(type)}`, message: 'is missing' };
  }
}

function checkCode(code: unknown, path: string): TemplateProblem | null {
  const problem = checkTextValue(code, path, MAX_CODE);
  if (problem) return problem;
  return /^[a-z0-9]+$/i.test(String(code)) ? null : { path, message: 'must consist of letters and digits' };
}

/** The field by which a value for such a button is given. */
function valueField(type: string): string {
  const fields: Readonly<Record<string, string>> = {
    ...{ quick_reply: 'payload', url: 'text', otp: 'text', copy_code: 'couponCode' },
    ...{ flow: 'flowToken', catalog: 'thumbnailProductRetailerId', mpm: 'sections' },
  };
  return fields[type] ?? 'action';
}

function isGiven(value: unknown): value is GivenButton {
  return isRecord(value) && Number.isInteger(value.index) && typeof value.type === 'string';
}
