import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** What an answer to a webhook asks for, in its order. */
export type Verb =
  | {
      verb: 'message';
      body: string;
      mediaUrls: string[];
      to?: string;
      from?: string;
      /** `statusCallback`, or the older `action`. */
      statusCallback?: string;
    }
  | { verb: 'redirect'; url: string };

/** The verbs of an answer, or why it cannot be carried out: a code of the debugger. */
export type Twiml = { ok: true; verbs: Verb[] } | { ok: false; code: number; reason: string };

const LARGEST = 64 * 1024;

/** One element as the parser gives it: its name with its children, `#text`, `:@` with the attributes. */
type Node = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
});

/** Reads the body of an answer to a webhook. https://www.twilio.com/docs/messaging/twiml */
export function parseTwiml({ contentType, body }: { contentType: string; body: string }): Twiml {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (body.trim() === '') return { ok: true, verbs: [] };
  if (body.length > LARGEST) return fault(11750, 'The answer is larger than 64 KB.');
  if (type === 'text/plain') return { ok: true, verbs: [{ verb: 'message', body: body.trim(), mediaUrls: [] }] };
  // An answer without a type, or in JSON or HTML, is no TwiML, whatever it says.
  if (!/^(text|application)\/xml$/.test(type))
    return fault(12300, `${type || 'no type'} is no content type for TwiML.`);
  // The parser would expand the entities that it defines.
  if (/<!DOCTYPE/i.test(body)) return fault(12100, 'A document type is not allowed.');
  const validity = XMLValidator.validate(body);
  if (validity !== true) return fault(12100, validity.err.msg);
  const nodes: Node[] = parser.parse(body);
  const root = nodes.find((node) => !('?xml' in node) && !('#text' in node) && !('#comment' in node));
  const children = root?.Response;
  if (!Array.isArray(children)) return fault(12100, 'The root element must be Response.');
  return readVerbs(children);
}

function readVerbs(children: readonly Node[]): Twiml {
  const verbs: Verb[] = [];
  for (const node of children) {
    const name = nameOf(node);
    if (name === 'Message' || name === 'Sms') verbs.push(readMessage(node, name));
    else if (name === 'Redirect') verbs.push({ verb: 'redirect', url: textOf(node, name).trim() });
    else if (name !== undefined) return fault(12200, `Element ${name} is not known.`);
  }
  const isEmpty = verbs.some((verb) => verb.verb === 'message' && verb.body === '' && verb.mediaUrls.length === 0);
  return isEmpty ? fault(14103, 'A message has neither body nor media.') : { ok: true, verbs };
}

function readMessage(node: Node, name: string): Verb {
  const children = childrenOf(node, name);
  const texts = (wanted: string) =>
    children.filter((child) => nameOf(child) === wanted).map((one) => textOf(one, wanted));
  const bodies = texts('Body');
  const attributes = attributesOf(node);
  const statusCallback = attributes.statusCallback ?? attributes.action;
  return {
    verb: 'message',
    body: (bodies.length > 0 ? bodies.join('') : textOf(node, name)).trim(),
    mediaUrls: texts('Media').map((url) => url.trim()),
    ...(attributes.to && { to: attributes.to }),
    ...(attributes.from && { from: attributes.from }),
    ...(statusCallback && { statusCallback }),
  };
}

/** The element's name; nothing for text and comments. */
function nameOf(node: Node): string | undefined {
  return Object.keys(node).find((key) => key !== ':@' && key !== '#text' && key !== '#comment');
}

function childrenOf(node: Node, name: string): Node[] {
  const children = node[name];
  return Array.isArray(children) ? children : [];
}

/** The text directly within an element. */
function textOf(node: Node, name: string): string {
  return childrenOf(node, name)
    .map((child) => ('#text' in child ? String(child['#text']) : ''))
    .join('');
}

function attributesOf(node: Node): Partial<Record<string, string>> {
  const attributes = node[':@'];
  return typeof attributes === 'object' && attributes !== null ? { ...(attributes as Record<string, string>) } : {};
}

function fault(code: number, reason: string): Twiml {
  return { ok: false, code, reason };
}
