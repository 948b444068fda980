import type { TurnAnswer, TurnPart } from '../../domain/connector.ts';
import { parseSaid } from '../../domain/parse-content.ts';
import { catchMistake, compact, Fields, isRecord, Mistake } from '../../domain/parsing/fields.ts';
import { VARIABLE_NAME } from '../../domain/payments.ts';

const MAX_PARTS = 100;
const MAX_PAUSE_MS = 60_000;

/** What a bot answered at once, in the gateway's own words. A string says where and what is wrong (`messages[0].text is missing`). */
export function parseAnswer(body: unknown): TurnAnswer | string {
  return parseEnvelope(body, []);
}

/** An answer that came later may name itself (`id`) and promise another (`more`). */
export function parseLaterAnswer(body: unknown): TurnAnswer | string {
  return parseEnvelope(body, ['id', 'more']);
}

function parseEnvelope(body: unknown, extra: readonly ('id' | 'more')[]): TurnAnswer | string {
  const read = catchMistake(() => {
    const fields = new Fields(body, '');
    if (extra.includes('id')) fields.optionalText('id');
    if (extra.includes('more')) fields.flag('more');
    const answer = readAnswer(fields);
    fields.end();
    return answer;
  });
  return read.ok ? read.value : describeMistake(read.mistake, 'the answer');
}

/** `messages[0].text is missing`; a mistake about the whole has no path and names it. */
export function describeMistake({ path, message }: { path: string; message: string }, whole: string): string {
  return `${path === '' ? whole : path} ${message}`;
}

function readAnswer(fields: Fields): TurnAnswer {
  const session = fields.optionalObject('session');
  const variables = session?.has('variables') ? session.record('variables') : undefined;
  session?.end();
  return compact({
    outcome: 'answered' as const,
    parts: fields.optionalList('messages', { min: 0, max: MAX_PARTS }, readPart) ?? [],
    variables,
    handover: fields.has('handover') ? fields.record('handover') : undefined,
    end: fields.flag('end'),
  });
}

/** Content with `pauseMs`, `replyTo` and `paymentVariable` beside its own fields; a string is text. Throws `Mistake`. */
export function readPart(item: unknown, path: string): TurnPart {
  if (!isRecord(item)) return { content: readContentAt(item, path) };
  const { pauseMs: _pauseMs, replyTo: _replyTo, paymentVariable: _variable, context: _context, ...content } = item;
  const fields = new Fields(item, path);
  return compact({
    content: readContentAt(content, path),
    pauseMs: fields.has('pauseMs') ? Math.round(fields.number('pauseMs', { min: 0, max: MAX_PAUSE_MS })) : undefined,
    replyTo: fields.optionalText('replyTo') ?? readQuoted(fields),
    paymentVariable: readPaymentVariable(fields),
  });
}

function readContentAt(input: unknown, path: string): TurnPart['content'] {
  const parsed = parseSaid(input);
  if (parsed.ok) return parsed.content;
  throw new Mistake([path, parsed.path].filter((one) => one !== '').join('.'), parsed.message);
}

function readPaymentVariable(fields: Fields): string | undefined {
  const name = fields.optionalText('paymentVariable');
  if (name === undefined) return undefined;
  if (!VARIABLE_NAME.test(name)) throw fields.mistake('paymentVariable', 'must be letters, digits and _, 64 at most');
  if (fields.optionalText('type') === 'order_details') return name;
  throw fields.mistake('paymentVariable', 'stands beside order_details only');
}

/** How the Cloud API's own objects quote a message. */
function readQuoted(fields: Fields): string | undefined {
  const context = fields.optionalObject('context');
  const quoted = context?.text('message_id');
  context?.end();
  return quoted;
}
