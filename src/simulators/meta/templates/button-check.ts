import { GraphError } from '../graph-error.ts';
import { type SentComponent, sentButton } from './sent-template.ts';
import { type ButtonType, type TemplateButton, variablesIn } from './template.ts';

/** The `sub_type` under which the value of a button is sent. */
const SUB_TYPES: Partial<Record<ButtonType, string>> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  OTP: 'url',
  COPY_CODE: 'copy_code',
  FLOW: 'flow',
  CATALOG: 'catalog',
  MPM: 'mpm',
  ORDER_DETAILS: 'order_details',
  VOICE_CALL: 'voice_call',
};

/** Indices, kinds and values of the buttons that were sent. Throws 132018 and 131008. */
export function checkSentButtons(buttons: readonly TemplateButton[], sent: readonly SentComponent[]): void {
  for (const { type, sub_type: subType, index = 0 } of sent) {
    if (type !== 'button') continue;
    const button = buttons[index];
    if (!button) throw new GraphError(132018, { details: `button: there is none at index ${index}` });
    const expected = SUB_TYPES[button.type];
    if (subType !== expected) {
      throw new GraphError(132018, {
        details: `button at index ${index}: expected sub_type ${expected}, received ${subType}`,
      });
    }
  }
  for (const [place, button] of buttons.entries()) checkValue(button, place, sent);
}

function checkValue(button: TemplateButton, place: number, sent: readonly SentComponent[]): void {
  const [parameter] = sentButton(sent, place)?.parameters ?? [];
  const needsText = button.type === 'URL' && variablesIn(button.url).length > 0;
  const isMissing =
    (needsText && !parameter?.text) ||
    (button.type === 'COPY_CODE' && !parameter?.coupon_code) ||
    (button.type === 'MPM' && !parameter?.action);
  if (!isMissing) return;
  const details = `buttons: Button at index ${place} of type ${button.type} requires a parameter`;
  throw new GraphError(131008, { details });
}
