import type { Outgoing } from '../outgoing.ts';
import { type MediaLink, showLink } from '../outgoing.ts';
import type { Template } from '../templates/template.ts';
import { isTemplateSend, type Method } from './checks.ts';
import { badParameter } from './gateway-error.ts';
import { readInteractive } from './interactive.ts';
import type { Parameters } from './parameters.ts';
import { readTemplateSend } from './read-template-send.ts';

const LONGEST_TEXT = 4096;
const MEDIA_KINDS = ['image', 'document', 'video', 'audio', 'sticker'] as const;

/** Where a message goes, and what it is judged by. */
export interface SendScene {
  /** Digits. */
  phone: string;
  templates: readonly Template[];
  /** Epoch ms. */
  now: number;
}

/** Reads a send whose recipient is known. Throws 101 for what is missing, out of form or beyond the limits. */
export function readMessage(parameters: Parameters, method: Method, scene: SendScene): Outgoing {
  const media = method === 'SendMediaMessage' ? readMedia(parameters) : undefined;
  const extra = parameters.get('extra');
  const basics = {
    to: scene.phone,
    address: { kind: 'phone' as const, value: scene.phone },
    links: media ? [media] : [],
    body: parameters.visible,
    ...(extra && { extra }),
  };
  if (isTemplateSend(parameters)) return { ...basics, ...readTemplateSend(parameters, media, scene.templates) };
  if (parameters.get('interactive_type')) return { ...basics, ...readChoice(parameters, media, scene.now) };
  return { ...basics, ...(media ? readFile(parameters, media) : readText(parameters)) };
}

type Read = Pick<Outgoing, 'type' | 'shown' | 'template' | 'order' | 'orderNews'>;

function readText(parameters: Parameters): Read {
  return { type: 'text', shown: { kind: 'text', content: { text: readBody(parameters, 'msg') } } };
}

function readFile(parameters: Parameters, media: MediaLink): Read {
  const caption = parameters.get('caption');
  const content = { ...showLink(media, parameters.get('filename')), ...(caption && { text: caption }) };
  return { type: media.kind, shown: { kind: media.kind, content } };
}

/** Buttons, lists and orders; with a file above, the text is its caption. */
function readChoice(parameters: Parameters, media: MediaLink | undefined, now: number): Read {
  const text = readBody(parameters, media ? 'caption' : 'msg');
  const { kind, content, ...order } = readInteractive(parameters, now);
  const header = parameters.get('header');
  const footer = parameters.get('footer');
  const shown = {
    ...(media && showLink(media, parameters.get('filename'))),
    text,
    ...(header && { header }),
    ...(footer && { footer }),
    ...content,
  };
  return { type: kind, shown: { kind, content: shown }, ...order };
}

/** Throws 101 for an unknown kind, an address that is none, and a caption of null, which the gateway does not take. */
function readMedia(parameters: Parameters): MediaLink {
  const wanted = parameters.get('msg_type')?.toLowerCase();
  const kind = MEDIA_KINDS.find((known) => known === wanted);
  if (!kind) throw badParameter('msg_type', 'is not a kind of media');
  const url = parameters.get('media_url') ?? '';
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw badParameter('media_url', 'is not a public address');
  const caption = parameters.get('caption');
  const canHaveCaption = kind !== 'audio' && kind !== 'sticker';
  if (caption === 'null' || (canHaveCaption && caption === undefined))
    throw badParameter('caption', 'must not be null');
  return { kind, url };
}

function readBody(parameters: Parameters, name: 'msg' | 'caption'): string {
  const text = parameters.get(name);
  if (!text) throw badParameter(name, 'is missing');
  if ([...text].length > LONGEST_TEXT) throw badParameter(name, `is longer than ${LONGEST_TEXT} characters`);
  return text;
}
