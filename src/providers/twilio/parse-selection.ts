import type { ChoiceReplyContent, InboundContent } from '../../domain/content.ts';
import { asObject, asText, isObject, withoutUndefined } from '../kit/json.ts';
import { channelContext, type Form, tryJson } from './form.ts';

/** Deeper than any known payload. */
const MAX_DEPTH = 12;
const CALL_REQUEST = 'VOICE_CALL_REQUEST';

type Read = (name: string) => string | undefined;

/**
 * What a person chose of buttons or a list. Twilio has named the parameters differently over time, so that they are tried from the most
 * to the least telling. https://www.twilio.com/docs/whatsapp/buttons (seen 2026-04)
 */
export function parseSelection(form: Form): InboundContent | undefined {
  const context = channelContext(form);
  const body = form.get('Body');
  return (
    readParameters((name) => form.get(name), form) ??
    findReply(tryJson(form.get('InteractiveData')), body) ??
    readParameters((name) => asText(context[name]), form) ??
    findReply(context, body)
  );
}

function readParameters(read: Read, form: Form): InboundContent | undefined {
  return readListReply(read, form.get('Body')) ?? readButton(read, form);
}

function readListReply(read: Read, body: string | undefined): ChoiceReplyContent | undefined {
  const id = read('ListId') ?? read('ListReplyId');
  if (id === undefined) return undefined;
  const title = read('ListTitle') ?? read('ListReplyTitle') ?? body ?? '';
  return withoutUndefined({ type: 'list_reply', id, title, description: read('ListDescription') });
}

/** A button of a template is told apart by `MessageType` alone. */
function readButton(read: Read, form: Form): InboundContent | undefined {
  const payload = read('ButtonPayload');
  const text = read('ButtonText');
  if (payload === undefined && text === undefined) return undefined;
  if (text === CALL_REQUEST) {
    const provider = withoutUndefined({ ButtonText: text, ButtonPayload: payload });
    return { type: 'call', event: 'permission_reply', response: (payload ?? '').toLowerCase(), provider };
  }
  const title = text ?? form.get('Body') ?? '';
  const id = payload ?? title;
  return form.get('MessageType') === 'button'
    ? { type: 'template_reply', text: title, payload: id }
    : { type: 'button_reply', id, title };
}

/** `list_reply` or `button_reply` with an id, wherever it stands. */
function findReply(value: unknown, body: string | undefined, depth = 0): ChoiceReplyContent | undefined {
  if (!isObject(value) || depth > MAX_DEPTH) return undefined;
  for (const type of ['list_reply', 'button_reply'] as const) {
    const reply = asObject(value[type]);
    const id = asText(reply.id);
    const title = asText(reply.title) ?? body ?? '';
    if (id !== undefined) return withoutUndefined({ type, id, title, description: asText(reply.description) });
  }
  return Object.values(value)
    .map((inner) => findReply(inner, body, depth + 1))
    .find((found) => found !== undefined);
}
