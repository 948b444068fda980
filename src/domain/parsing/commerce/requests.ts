import type { Fields } from '../fields.ts';
import {
  BUTTON_LABEL,
  checkBody,
  checkFooter,
  checkOptionalBody,
  checkOptionalHeader,
  checkOptionalText,
  openAction,
  readBounded,
} from './frame.ts';

/** Older pages say 20. */
const FLOW_LABEL = 30;
const CALL_MINUTES = { min: 1, max: 43_200 };

/** A form. https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/sendingaflow (seen 2026-09) */
export function checkFlow(fields: Fields): void {
  checkOptionalHeader(fields, ['text', 'image', 'video', 'document']);
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields, 'flow');
  const parameters = action.object('parameters');
  parameters.ignore('flowMessageVersion', 'flowToken');
  if (parameters.has('flowId') === parameters.has('flowName')) {
    throw parameters.mistake('flowId', 'exactly one of flowId and flowName is needed');
  }
  parameters.optionalText('flowId');
  parameters.optionalText('flowName');
  readBounded(parameters, 'flowCta', FLOW_LABEL);
  if (parameters.has('mode')) parameters.oneOf('mode', ['published', 'draft']);
  checkFlowAction(parameters);
  parameters.end();
  action.end();
}

/** With `data_exchange` the endpoint of the form supplies the first screen. */
function checkFlowAction(parameters: Fields): void {
  const actions = ['navigate', 'data_exchange'] as const;
  const action = parameters.has('flowAction') ? parameters.oneOf('flowAction', actions) : undefined;
  const payload = parameters.optionalObject('flowActionPayload');
  if (action === 'data_exchange' && payload) {
    throw parameters.mistake('flowActionPayload', 'does not go with data_exchange');
  }
  if (action === 'navigate' && !payload) throw parameters.mistake('flowActionPayload', 'is missing');
  if (!payload) return;
  payload.text('screen');
  if (payload.has('data') && Object.keys(payload.record('data')).length === 0) {
    throw payload.mistake('data', 'must not be empty; leave it out');
  }
  payload.end();
}

/** A button that starts a call. */
export function checkVoiceCall(fields: Fields): void {
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields, 'voice_call');
  const parameters = action.optionalObject('parameters');
  if (parameters) {
    checkOptionalText(parameters, 'displayText', BUTTON_LABEL);
    if (parameters.has('ttlMinutes')) parameters.number('ttlMinutes', CALL_MINUTES);
    parameters.optionalText('payload');
    parameters.end();
  }
  action.end();
}

export function checkCallPermissionRequest(fields: Fields): void {
  checkOptionalBody(fields);
  checkFooter(fields);
  if (fields.has('action')) openAction(fields, 'call_permission_request').end();
}

/** Only within India. */
export function checkAddressRequest(fields: Fields): void {
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields, 'address_message');
  const parameters = action.object('parameters');
  parameters.oneOf('country', ['IN']);
  parameters.ignore('values', 'savedAddresses', 'validationErrors');
  parameters.end();
  action.end();
}
