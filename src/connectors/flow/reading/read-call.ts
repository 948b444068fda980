import type { Fields } from '../../../domain/parsing/fields.ts';
import type { Call } from '../flow.ts';
import { insertIntoUrl, insertPlain } from '../templates/insert.ts';
import { readTemplateText, type Text } from '../templates/text.ts';
import { type Place, type Reader, readPlainTemplate, readReference, readStore } from './reader.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const TIMEOUT = { min: 100, max: 10_000 };
const DEFAULT_TIMEOUT_MS = 5_000;
/** https://httpwg.org/specs/rfc9110.html#tokens */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** The connection's own, and the one that we promise. */
const OUR_HEADERS = ['host', 'connection', 'content-length', 'transfer-encoding', 'te', 'upgrade', 'idempotency-key'];

/** `call` with what stands beside it. Throws `Mistake`. */
export function readCall(fields: Fields, { reader, section }: Place): Call {
  const call = fields.object('call');
  const method = call.has('method') ? call.oneOf('method', METHODS) : 'GET';
  if (method === 'GET' && call.has('body')) throw call.mistake('body', 'needs another method than GET');
  const read: Call = {
    do: 'call',
    method,
    url: readUrl(reader, call),
    query: readTexts(reader, call, 'query'),
    headers: readHeaders(reader, call),
    ...(call.has('body') && { body: readPlainTemplate(reader, call.value('body'), call.pathOf('body')) }),
    timeoutMs: call.has('timeoutMs') ? call.number('timeoutMs', TIMEOUT) : DEFAULT_TIMEOUT_MS,
    ...(fields.has('store') && { store: readStore(fields) }),
    ...(fields.has('onError') && { onError: readReference(reader, fields, { name: 'onError', from: section }) }),
  };
  call.end();
  return read;
}

function readUrl({ timezone, secrets }: Reader, call: Fields): Text {
  const source = call.text('url');
  const sample = source.replace(/\{%[\s\S]*?%\}/g, '').replace(/\{\{[\s\S]*?\}\}/g, 'x');
  const startsFilled = /^\s*\{[{%]/.test(source);
  if (!startsFilled && !/^https?:$/.test(URL.parse(sample)?.protocol ?? '')) {
    throw call.mistake('url', 'must be a full http or https URL');
  }
  return readTemplateText(source, call.pathOf('url'), { timezone, secrets, insert: insertIntoUrl });
}

function readHeaders(reader: Reader, call: Fields): Call['headers'] {
  const headers = readTexts(reader, call, 'headers');
  for (const { name } of headers) {
    const path = `headers.${name}`;
    if (!TOKEN.test(name)) throw call.mistake(path, 'is not the name of a header');
    if (OUR_HEADERS.includes(name.toLowerCase())) throw call.mistake(path, 'is set by the gateway');
  }
  return headers;
}

/** An object of texts; secrets may be used. */
function readTexts({ timezone, secrets }: Reader, call: Fields, name: 'query' | 'headers'): Call['query'] {
  if (!call.has(name)) return [];
  const members = call.object(name);
  return Object.keys(call.record(name)).map((member) => ({
    name: member,
    value: readTemplateText(members.anyText(member), members.pathOf(member), {
      timezone,
      secrets,
      insert: insertPlain,
    }),
  }));
}
