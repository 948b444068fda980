import { choose } from '../discriminators.ts';
import { at, type Json } from '../json.ts';

/**
 * Where Meta's document of v23.0 (November 2025) is wrong, or older than the platform's pages, and what those say instead.
 * Each correction fails loudly if the place it corrects is gone: then the document is a newer one, to be read again.
 */
export function correct(document: Json): void {
  const schemas = at(document, 'components', 'schemas');
  correctMessages(schemas);
  correctInteractive(schemas);
  correctTemplates(schemas);
  correctAnswers(document, schemas);
}

function correctMessages(schemas: Json): void {
  const mapping = at(schemas, 'Message', 'discriminator', 'mapping');
  for (const reference of Object.values(mapping)) {
    const branches = at(schemas, String(reference).split('/').pop() ?? '').allOf as Json[];
    // Each forbids what the base beside it declares.
    for (const branch of branches) delete branch.additionalProperties;
  }
  // Newer than the document: sends to a business-scoped user id.
  const { required } = at(schemas, 'BaseMessageProperties');
  at(schemas, 'BaseMessageProperties').required = (required as string[]).filter((name) => name !== 'to');
  const place = at((at(schemas, 'LocationMessage').allOf as Json[])[1] ?? {}, 'properties', 'location', 'properties');
  // The guide sends numbers; text is accepted too.
  for (const name of ['latitude', 'longitude']) at(place, name).type = ['string', 'number'];
}

function correctInteractive(schemas: Json): void {
  const interactive = at(schemas, 'InteractiveObject');
  at(interactive, 'properties', 'type').enum = [
    ...(at(interactive, 'properties', 'type').enum as string[]),
    ...['cta_url', 'location_request_message', 'address_message', 'order_details', 'order_status'],
    ...['carousel', 'voice_call', 'request_contact_info'],
  ];
  // Lists take 4,096 characters, everything else the 1,024 that stand here.
  at(schemas, 'BodyObject', 'properties', 'text').maxLength = 4096;
  // The branches overlap and none fits the kinds above: the type says which one is meant, where there is one.
  const [list, buttons, products, catalog, flow] = at(schemas, 'ActionObject').oneOf as Json[];
  delete at(interactive, 'properties').action;
  at(interactive, 'properties').action = { type: 'object' };
  const actions = { list, button: buttons, product: products, product_list: products, catalog_message: catalog, flow };
  interactive.allOf = Object.entries(actions).map(([type, action]) => choose('type', type, { properties: { action } }));
  // The thumbnail is optional, and so are the parameters that hold nothing else.
  if (catalog) catalog.required = ['name'];
}

function correctTemplates(schemas: Json): void {
  // The policy is optional.
  at(schemas, 'LanguageObject').required = ['code'];
  const component = at(schemas, 'TemplateComponent', 'properties');
  at(component, 'type').enum = ['header', 'body', 'button', 'carousel', 'limited_time_offer'];
  delete at(component, 'sub_type').enum;
  // The pattern names no index that a button can have.
  Object.assign(at(component, 'index'), { type: ['string', 'integer'], pattern: '^[0-9]$' });
}

function correctAnswers(document: Json, schemas: Json): void {
  const answerTo = (path: string) =>
    at(document, 'paths', path, 'get', 'responses', '200', 'content', 'application/json');
  // A number on the pages, a text here.
  at(answerTo('/{Version}/{Media-ID}'), 'schema', 'properties', 'file_size').type = ['string', 'number'];
  // Fields that were not asked for are left out.
  const number = at(schemas, 'WhatsAppBusinessAccountPhoneNumber');
  number.required = (number.required as string[]).filter((name) => name !== 'status');
  // One code is answered like a list of one.
  answerTo('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}').schema = {
    $ref: '#/components/schemas/QrCodeList',
  };
}
