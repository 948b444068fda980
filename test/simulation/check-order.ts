import type { SimRecord } from './record.ts';
import { answerText, causeOf, isAnswer, partsOfAnswer } from './setting.ts';

/**
 * Answers leave in the order in which the messages were stored, person by person. Before two identifiers were seen together they may be
 * two people: only what was stored earlier for a person as known by then comes before.
 */
export function checkOrder(record: SimRecord): string[] {
  const earlier = earlierMessages(record);
  const sent = [...new Set(record.accepted.map(({ text }) => text))].filter(isAnswer);
  const places = new Map(sent.map((text, index) => [text, index]));
  return sent.flatMap((text, place) => {
    const earlierParts = partsOf(causeOf(text)).filter((part) => part < text);
    const before = [...earlierParts, ...(earlier.get(causeOf(text)) ?? []).flatMap(partsOf)];
    return before
      .filter((other) => (places.get(other) ?? -1) > place)
      .map((other) => `${other} was sent after ${text}`);
  });
}

function partsOf(cause: string): string[] {
  return Array.from({ length: partsOfAnswer(cause) }, (_, part) => answerText(cause, part));
}

/** By message: those that were stored before it for the same sender and, as far as was known then, the same person. */
function earlierMessages({ sighted }: SimRecord): Map<string, string[]> {
  const people = createPeople();
  const earlier = new Map<string, string[]>();
  const taken: { text: string; senderId: string; key: string }[] = [];
  for (const { keys, message } of sighted) {
    const who = people.link(keys);
    if (!message) continue;
    const before = taken.filter(({ senderId, key }) => senderId === message.senderId && people.link([key]) === who);
    earlier.set(
      message.text,
      before.map(({ text }) => text),
    );
    taken.push({ ...message, key: who });
  }
  return earlier;
}

/** Who is who, as identifiers are seen together: a union-find over them. */
function createPeople(): { link(keys: readonly string[]): string } {
  const parents = new Map<string, string>();

  function find(key: string): string {
    const parent = parents.get(key);
    return parent === undefined ? key : find(parent);
  }

  return {
    link(keys) {
      const [first = '', ...rest] = keys;
      for (const other of rest) if (find(other) !== find(first)) parents.set(find(other), find(first));
      return find(first);
    },
  };
}
