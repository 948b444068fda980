import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Choice, matchChoice } from '../domain/choices.ts';
import type { InboundContent, MediaKind } from '../domain/content.ts';

/** What a line typed in `chasqui flow try` asks for. */
export type Line =
  | { do: 'nothing' | 'quit' | 'restart' | 'show variables' }
  | { do: 'tell'; text: string }
  | { do: 'send'; content: InboundContent };

const HELP =
  '/image <path or URL> (also video, audio, voice, document, sticker), /location <lat>,<lng>, /tap <id>, /vars, /restart, /quit';
/** What a file of each kind is taken for if its name does not tell. */
const MIME_TYPES: Readonly<Record<MediaKind, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  voice: 'audio/ogg',
  document: 'application/pdf',
  sticker: 'image/webp',
};
const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
};

/** `choices`: what was offered last. */
export function readLine(line: string, choices: readonly Choice[]): Line {
  const text = line.trim();
  if (text === '') return { do: 'nothing' };
  if (!text.startsWith('/')) return { do: 'send', content: matchChoice(text, choices) ?? { type: 'text', text } };
  const [, command = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return readCommand(command, rest, choices);
}

function readCommand(command: string, rest: string, choices: readonly Choice[]): Line {
  switch (command) {
    case 'quit':
    case 'restart':
      return { do: command };
    case 'vars':
      return { do: 'show variables' };
    case 'help':
      return { do: 'tell', text: HELP };
    case 'tap': {
      const choice = choices.find(({ id }) => id === rest);
      const { kind, title } = choice ?? { kind: 'button_reply', title: rest };
      return rest === '' ? tell('/tap needs an id') : { do: 'send', content: { type: kind, id: rest, title } };
    }
    case 'location':
      return readLocation(rest);
    default:
      return isMediaKind(command) ? readMedia(command, rest) : tell(`There is no /${command}. There is: ${HELP}`);
  }
}

function isMediaKind(command: string): command is MediaKind {
  return Object.hasOwn(MIME_TYPES, command);
}

function readLocation(rest: string): Line {
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = rest
    .split(',')
    .map((one) => Number(one.trim() || 'x'));
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && more.length === 0;
  return isPlace
    ? { do: 'send', content: { type: 'location', latitude, longitude } }
    : tell('/location needs latitude,longitude, such as -13.52,-71.97');
}

function readMedia(type: MediaKind, source: string): Line {
  const isUrl = /^https?:\/\//.test(source);
  if (!isUrl && (source === '' || !existsSync(source)))
    return tell(`/${type} needs a file or a URL; there is no file "${source}"`);
  const url = isUrl ? source : pathToFileURL(resolve(source)).href;
  const fileName = basename(new URL(url).pathname);
  const mimeType = BY_EXTENSION[extname(fileName).toLowerCase()] ?? MIME_TYPES[type];
  return { do: 'send', content: { type, media: { id: `med_${fileName}`, url, fileName, mimeType, state: 'ready' } } };
}

function tell(text: string): Line {
  return { do: 'tell', text };
}
