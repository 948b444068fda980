import type { InboundContent, MediaKind } from '../../domain/content.ts';
import type { ReceivedMedia } from '../../domain/events.ts';
import { asNumber, isObject, withoutUndefined } from '../kit/json.ts';
import { type Form, tryJson } from './form.ts';
import { parseSelection } from './parse-selection.ts';

/**
 * What a message says, told by which parameters are there: `MessageType` is only a hint.
 * https://www.twilio.com/docs/messaging/guides/webhook-request (seen 2026-04)
 */
export function parseContent(form: Form): InboundContent {
  return parseSelection(form) ?? parseFlow(form) ?? parseLocation(form) ?? parseMedia(form) ?? parseText(form);
}

/** The answers of a form, with its token. */
function parseFlow(form: Form): InboundContent | undefined {
  const said = form.get('FlowData') ?? form.get('InteractiveData');
  if (said === undefined) return undefined;
  const response = tryJson(said);
  return withoutUndefined({
    type: 'flow_reply',
    name: 'flow',
    text: form.get('Body'),
    response: isObject(response) ? response : undefined,
    provider: parametersOf(form, ['FlowData', 'InteractiveData', 'MessageType']),
  });
}

function parseLocation(form: Form): InboundContent | undefined {
  const latitude = asNumber(form.get('Latitude'));
  const longitude = asNumber(form.get('Longitude'));
  if (latitude === undefined || longitude === undefined) return undefined;
  const name = form.get('Label');
  return withoutUndefined({ type: 'location', latitude, longitude, name, address: form.get('Address') });
}

/** One file a message. A card comes as a vCard file, whose contents are read by whoever fetches it. */
function parseMedia(form: Form): InboundContent | undefined {
  const file = readReceivedMedia(form);
  if (file === undefined) return undefined;
  const mimeType = form.get('MediaContentType0')?.toLowerCase() ?? 'application/octet-stream';
  return withoutUndefined({
    type: kindOf(mimeType),
    media: { id: file.providerMediaId, mimeType, state: 'pending' },
    caption: form.get('Body'),
  });
}

function kindOf(mimeType: string): MediaKind {
  const essence = mimeType.split(';')[0]?.trim() ?? '';
  if (essence === 'image/webp') return 'sticker';
  if (essence === 'audio/ogg') return 'voice';
  const [family] = essence.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}

/** What stands behind the account in an address of a file. */
const MEDIA_PATH = /\/(Messages\/[A-Za-z0-9]+\/Media\/[A-Za-z0-9]+)(?:[.?#]|$)/;

/** Where the file of a message is to be had. Undefined: it has none. */
export function readReceivedMedia(form: Form): ReceivedMedia | undefined {
  const url = form.get('MediaUrl0');
  if (url === undefined) return undefined;
  return { providerMediaId: MEDIA_PATH.exec(url)?.[1] ?? `${form.get('MessageSid') ?? ''}/0`, url };
}

function parseText(form: Form): InboundContent {
  const text = form.get('Body');
  if (text !== undefined) return { type: 'text', text };
  const kind = form.get('MessageType') ?? 'empty';
  return { type: 'unsupported', kind, provider: parametersOf(form, ['MessageType', 'NumMedia', 'ChannelMetadata']) };
}

function parametersOf(form: Form, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (form.has(name) ? [[name, form.get(name) ?? '']] : [])));
}
