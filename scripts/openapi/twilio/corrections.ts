import { eachSchema } from '../each-schema.ts';
import { at, isJson, type Json } from '../json.ts';

/** Where Twilio's documents contradict their own examples, and what those show instead. */
export function correct(name: string, document: Json): void {
  if (name.startsWith('twilio_api_v2010')) correctVersion2010(document);
}

function correctVersion2010(document: Json): void {
  // Full addresses by the schema; the example of an account is `/2010-04-01/Accounts/AC….json`, as on every page of the API.
  eachSchema(document, ({ properties }) => {
    for (const [name, member] of Object.entries(isJson(properties) ? properties : {})) {
      if (isJson(member) && /^(uri|\w+_page_uri)$/.test(name) && member.format === 'uri')
        member.format = 'uri-reference';
    }
  });
  // An address and an SID by the schema; the examples of a number without webhooks show empty texts.
  const number = at(document, 'components', 'schemas', 'api.v2010.account.incoming_phone_number', 'properties');
  for (const name of ['sms_url', 'sms_fallback_url', 'sms_application_sid', 'status_callback']) {
    number[name] = { anyOf: [{ const: '' }, at(number, name)] };
  }
}
