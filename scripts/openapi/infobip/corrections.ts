import { at, type Json } from '../json.ts';

/** Where Infobip's documents contradict their own examples or words, and what those say instead. */
export function correct(name: string, document: Json): void {
  if (name.startsWith('infobip-whatsapp')) correctWhatsApp(document);
  if (name.startsWith('infobip-account')) correctAccount(document);
  if (name.startsWith('infobip-subscriptions')) correctSubscriptions(document);
}

function correctWhatsApp(document: Json): void {
  // Objects of objects by the schema; the examples hold texts and numbers: `{"product_name": "name", "product_price": 200}`.
  delete at(schemaOf(document, 'InteractiveFlowActionPayload'), 'properties', 'data').additionalProperties;
  delete at(extensionOf(document, 'TemplateFlowButtonContent'), 'properties', 'data').additionalProperties;
  delete at(extensionOf(document, 'WhatsAppInboundFlowReplyContent'), 'properties', 'response').additionalProperties;
  // A request's `callbackData` "will be included in a Delivery Report", whose schema does not have it.
  schemaOf(document, 'DeliveryReport').properties = { callbackData: { type: 'string' } };
}

function correctSubscriptions(document: Json): void {
  // One of the requests of 22 channels by the schema, of which several fit at once; the channel in the path says which is meant.
  for (const kind of ['SubscriptionRequest', 'NoIdSubscriptionRequest']) {
    const request = schemaOf(document, kind);
    const meant = (request.oneOf as Json[]).filter(({ $ref }) => String($ref).endsWith(`.Whatsapp${kind}`));
    if (meant.length !== 1) throw new Error(`The document has ${meant.length} kinds of Whatsapp${kind}.`);
    request.oneOf = meant;
  }
}

function correctAccount(document: Json): void {
  // Lists no refusal of credentials, which the operation takes in its body; everywhere else wrong ones are a 401 "Invalid login details".
  const responses = at(document, 'paths', '/auth/1/session', 'post', 'responses');
  at(document, 'components', 'responses', 'ApiException401');
  responses['401'] = { $ref: '#/components/responses/ApiException401' };
}

/** By the last part of its name; the first is a hash. */
function schemaOf(document: Json, wanted: string): Json {
  const schemas = at(document, 'components', 'schemas');
  const name = Object.keys(schemas).find((one) => one.endsWith(`.${wanted}`)) ?? wanted;
  return at(schemas, name);
}

/** What a schema adds to the one that it extends. */
function extensionOf(document: Json, wanted: string): Json {
  return at(schemaOf(document, wanted), 'allOf', '1');
}
