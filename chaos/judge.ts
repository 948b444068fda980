import type { Answer, Chat } from './people.ts';

/** What does not fit the promise, before anybody looked for an excuse. */
export type Complaint =
  | { kind: 'lost'; chat: Chat; text: string }
  | { kind: 'doubled'; chat: Chat; text: string; answers: readonly Answer[] }
  /** The person got it from another number, or it was meant for somebody else. */
  | { kind: 'misdelivered'; chat: Chat; answer: Answer }
  | { kind: 'disordered'; chat: Chat; texts: readonly string[] };

/** Every acknowledged message must have been answered once, in order, to its person, at its partner. */
export function judge(chat: Chat): Complaint[] {
  const complaints: Complaint[] = [];
  const written = new Set([...chat.acknowledged, ...chat.unacknowledged]);
  const byText = new Map<string, Answer[]>();
  for (const answer of chat.answers) {
    const isOwn = answer.numberId === chat.numberId && written.has(answer.text);
    if (isOwn) byText.set(answer.text, [...(byText.get(answer.text) ?? []), answer]);
    else complaints.push({ kind: 'misdelivered', chat, answer });
  }
  for (const text of chat.acknowledged) if (!byText.has(text)) complaints.push({ kind: 'lost', chat, text });
  for (const [text, answers] of byText) {
    if (answers.length > 1) complaints.push({ kind: 'doubled', chat, text, answers });
  }
  // A map keeps the order of first answers. When something unacknowledged arrived, nobody knows.
  const acknowledged = new Set(chat.acknowledged);
  const answered = [...byText.keys()].filter((text) => acknowledged.has(text));
  const expected = chat.acknowledged.filter((text) => byText.has(text));
  const wrong = answered.filter((text, index) => text !== expected[index]);
  if (wrong.length > 0) complaints.push({ kind: 'disordered', chat, texts: wrong });
  return complaints;
}

export function describeComplaint(complaint: Complaint): string {
  const { kind, chat } = complaint;
  switch (kind) {
    case 'lost':
      return `lost at ${chat.numberId}: ${complaint.text}`;
    case 'doubled':
      return `answered ${complaint.answers.length} times at ${chat.numberId}: ${complaint.text}`;
    case 'misdelivered':
      return `${chat.personId}, who writes to ${chat.numberId}, got "${complaint.answer.text}" of ${complaint.answer.numberId}`;
    case 'disordered':
      return `disordered at ${chat.numberId}: ${complaint.texts.slice(0, 5).join(', ')}`;
  }
}
