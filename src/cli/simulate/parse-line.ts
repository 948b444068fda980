import { readLocation } from '../content.ts';
import type { PersonMessage } from './phones.ts';
import type { Choice } from './show-entry.ts';

/** What a person can refer to at this moment. */
export interface Offered {
  choices: readonly Choice[];
  /** The message that offers them. */
  choicesIn?: string | undefined;
  /** The last message of the business, and the person's own. */
  last?: string | undefined;
  own?: string | undefined;
}

const MEDIA = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;
export type MediaKind = (typeof MEDIA)[number];

/** What a line asks for. `path` of a file or its address. */
export type Order =
  | { do: 'nothing' }
  | { do: 'quit' }
  | { do: 'help' }
  | { do: 'read' }
  | { do: 'write'; message: PersonMessage }
  | { do: 'send file'; kind: MediaKind; path: string; caption?: string }
  | { do: 'turn clock'; ms: number }
  | { do: 'prefer'; marketing: 'stop' | 'resume' }
  | { do: 'write as business'; text: string }
  | { do: 'complain'; text: string };

const HELP_WORDS = ['/help', '/?'];
const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A line of the terminal: a text, the number of a choice, or a command that begins with a slash (`//` is a text with one). */
export function parseLine(line: string, offered: Offered): Order {
  const text = line.trim();
  if (text === '') return { do: 'nothing' };
  if (text.startsWith('//')) return write({ type: 'text', text: text.slice(1) });
  if (text.startsWith('/')) return parseCommand(text, offered);
  const choice = /^\d{1,3}$/.test(text) ? offered.choices[Number(text) - 1] : undefined;
  return choice ? tap(choice, offered) : write({ type: 'text', text });
}

function write(message: PersonMessage): Order {
  return { do: 'write', message };
}

function complain(text: string): Order {
  return { do: 'complain', text };
}

function tap({ kind, id }: Choice, { choicesIn: messageId = '' }: Offered): Order {
  return write(
    kind === 'button' ? { type: 'button', messageId, buttonId: id } : { type: 'list', messageId, rowId: id },
  );
}

function parseCommand(text: string, offered: Offered): Order {
  const [, word = '', rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? [];
  if (HELP_WORDS.includes(word)) return { do: 'help' };
  const media = MEDIA.find((kind) => word === `/${kind}`);
  if (media) return parseMedia(media, rest);
  return (
    parseReference(word, rest, offered) ??
    parseAct(word, rest) ??
    complain(`${word} is not known; /help shows what there is`)
  );
}

function parseMedia(kind: MediaKind, rest: string): Order {
  const [, path = '', caption = ''] = /^("[^"]+"|\S+)\s*(.*)$/s.exec(rest) ?? [];
  if (path === '') return complain(`/${kind} takes a path or an address`);
  return { do: 'send file', kind, path: path.replaceAll('"', ''), ...(caption !== '' && { caption }) };
}

/** Commands that refer to a message. */
function parseReference(word: string, rest: string, { last, own }: Offered): Order | undefined {
  const needs = { '/react': last, '/reply': last, '/flow': last, '/edit': own, '/delete': own };
  if (!(word in needs)) return undefined;
  const messageId = needs[word as keyof typeof needs];
  if (messageId === undefined)
    return complain(
      word === '/edit' || word === '/delete' ? 'you have not written yet' : 'the business has not written yet',
    );
  if (rest === '' && (word === '/edit' || word === '/reply')) return complain(`${word} takes a text`);
  switch (word) {
    case '/react':
      return write({ type: 'reaction', messageId, emoji: rest });
    case '/reply':
      return write({ type: 'text', text: rest, replyTo: messageId });
    case '/edit':
      return write({ type: 'edit', messageId, text: rest });
    case '/flow':
      return parseFlow(rest, messageId);
    default:
      return write({ type: 'revoke', messageId });
  }
}

function parseFlow(json: string, messageId: string): Order {
  try {
    return write({ type: 'flow_reply', messageId, data: JSON.parse(json) });
  } catch {
    return complain('/flow takes what was filled in, as JSON: /flow {"name": "Ana"}');
  }
}

function parseAct(word: string, rest: string): Order | undefined {
  switch (word) {
    case '/quit':
      return { do: 'quit' };
    case '/read':
      return { do: 'read' };
    case '/location':
      return parsePlace(rest);
    case '/contact':
      return parseContact(rest);
    case '/clock':
      return parseClock(rest);
    case '/opt-out':
      return { do: 'prefer', marketing: 'stop' };
    case '/opt-in':
      return { do: 'prefer', marketing: 'resume' };
    case '/business':
      return rest === '' ? complain('/business takes a text') : { do: 'write as business', text: rest };
    case '/unsupported':
      return write({ type: 'unsupported', kind: rest || 'poll' });
    default:
      return undefined;
  }
}

function parsePlace(rest: string): Order {
  try {
    return write(readLocation(rest));
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
}

function parseContact(rest: string): Order {
  const [, name = '', phone = ''] = /^(.+?)\s+(\+?[\d][\d\s().-]+)$/.exec(rest) ?? [];
  return name === ''
    ? complain('/contact takes a name and a number: /contact Ana +15550100001')
    : write({ type: 'contacts', contacts: [{ name, phones: [phone] }] });
}

function parseClock(rest: string): Order {
  const [, count = '', unit = ''] = /^\+?(\d+)\s*([smhd])$/.exec(rest) ?? [];
  const ms = UNITS_MS[unit];
  return ms === undefined
    ? complain('/clock takes how far to turn it: +30s, +10m, +24h, +2d')
    : { do: 'turn clock', ms: Number(count) * ms };
}
