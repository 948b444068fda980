import type { ChatEntry } from '../../../src/simulators/kit/chats.ts';
import type { Person } from '../../../src/simulators/kit/people.ts';
import type { Shop } from './shop.ts';

/** How a message offers its choices. */
export function formOf({ content }: ChatEntry): 'buttons' | 'list' | 'text' {
  if (content.buttons) return 'buttons';
  return content.list ? 'list' : 'text';
}

/** Titles of what a message offers, in order; of a text, what stands behind its numbers. */
export function titlesIn({ content: { buttons, list, text = '' } }: ChatEntry): string[] {
  const shown = buttons ?? list?.sections.flatMap(({ rows }) => rows);
  return shown?.map(({ title }) => title) ?? numbered(text).map(([, title]) => title);
}

/** The person chooses by a tap, or by the number that stands before the title. */
export async function choose(shop: Shop, person: Person, { entry, title }: { entry: ChatEntry; title: string }) {
  const { buttons, list, text = '' } = entry.content;
  const button = buttons?.find((one) => one.title === title);
  if (button) return shop.does(person, { type: 'button', messageId: entry.id, buttonId: button.id });
  const row = list?.sections.flatMap(({ rows }) => rows).find((one) => one.title === title);
  if (row) return shop.does(person, { type: 'list', messageId: entry.id, rowId: row.id });
  const number = numbered(text).find(([, named]) => named === title)?.[0];
  if (number === undefined) throw new Error(`${title} cannot be chosen of ${JSON.stringify(entry.content)}`);
  return shop.says(person, number);
}

/** Lines such as `2. Mate` or `1. Tea — Green`. */
function numbered(text: string): [number: string, title: string][] {
  return [...text.matchAll(/^(\d+)\. (.+?)(?: [—–-] .*)?$/gm)].map(([, number = '', title = '']) => [number, title]);
}
