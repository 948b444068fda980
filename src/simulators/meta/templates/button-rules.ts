import { GraphError } from '../graph-error.ts';
import { type ButtonType, type TemplateButton, variablesIn } from './template.ts';

const LONGEST = { text: 25, url: 2_000, phone: 20 };

/** How many buttons of a type a template may have. */
const MOST: Partial<Record<ButtonType, number>> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  ORDER_DETAILS: 1,
};
const MOST_IN_ALL = 10;

/** Kinds whose label the platform gives. */
const FIXED_LABELS: readonly ButtonType[] = ['COPY_CODE', 'REQUEST_CONTACT_INFO', 'SPM'];

/** Count, order, labels and targets of a template's buttons. Throws 100. */
export function checkButtons(buttons: readonly TemplateButton[]): void {
  if (buttons.length > MOST_IN_ALL) throw refusedButton(`There are more than ${MOST_IN_ALL} buttons.`);
  for (const [type, most] of Object.entries(MOST)) {
    const count = buttons.filter((button) => button.type === type).length;
    if (count > most) throw refusedButton(`There are more than ${most} ${type} buttons.`);
  }
  const changes = buttons.filter(({ type }, index) => index > 0 && isReply(type) !== isReply(buttons[index - 1]?.type));
  if (changes.length > 1) throw refusedButton('Quick replies must stand together.');
  for (const button of buttons) checkButton(button);
}

function checkButton(button: TemplateButton): void {
  const { type, text = '', phone_number: phone = '', example } = button;
  if (text === '' && !FIXED_LABELS.includes(type)) throw refusedButton(`A ${type} button needs a text.`);
  if ([...text].length > LONGEST.text) throw refusedButton(`The text of a button is longer than ${LONGEST.text}.`);
  if (type === 'URL') checkUrl(button);
  if (type === 'PHONE_NUMBER' && (phone === '' || phone.length > LONGEST.phone)) {
    throw refusedButton('A PHONE_NUMBER button needs a phone_number of at most 20 characters.');
  }
  if (type === 'COPY_CODE' && !example?.length) throw refusedButton('A COPY_CODE button needs an example.');
  if (type === 'FLOW' && [button.flow_id, button.flow_name, button.flow_json].filter(Boolean).length !== 1) {
    throw refusedButton('A FLOW button needs one of flow_id, flow_name and flow_json.');
  }
}

/** The variable of a URL stands at its end. */
function checkUrl({ url = '', example }: TemplateButton): void {
  if (!/^https?:\/\//.test(url) || url.length > LONGEST.url) throw refusedButton('A URL button needs a url.');
  const variables = variablesIn(url);
  if (variables.length === 0) return;
  if (variables.length > 1 || !url.endsWith('}}')) throw refusedButton('A url has one variable, at its end.');
  if (!example?.length) throw refusedButton('A url with a variable needs an example.');
}

function isReply(type: ButtonType | undefined): boolean {
  return type === 'QUICK_REPLY';
}

function refusedButton(why: string): GraphError {
  return new GraphError(100, {
    message: 'Invalid parameter',
    subcode: 2388072,
    userTitle: 'The buttons are not valid',
    userMessage: why,
    details: why,
  });
}
