import type { MessageRecord } from './message-book.ts';

const DAY_MS = 86_400_000;

/** Whether a message fits the query of a list: `To`, `From`, `DateSent` and `DateCreated`, these with `<` and `>` too. */
export function messageFilter(query: URLSearchParams): (message: MessageRecord) => boolean {
  const to = query.get('To');
  const from = query.get('From');
  const times = [...query].flatMap(([name, value]) => timeFilter(name, value));
  return (message) =>
    (to === null || message.to === to) &&
    (from === null || message.from === from) &&
    times.every((fits) => fits(message));
}

/** Limits are included; a date without a time is the whole day. Messages not yet sent have the time they were made. */
function timeFilter(name: string, value: string): ((message: MessageRecord) => boolean)[] {
  const [, field, comparison = '='] = /^(DateSent|DateCreated)([<>])?$/.exec(name) ?? [];
  const start = Date.parse(value);
  if (field === undefined || Number.isNaN(start)) return [];
  const end = start + (/^\d{4}-\d{2}-\d{2}$/.test(value) ? DAY_MS : 1_000);
  return [
    ({ createdAt, sentAt }) => {
      const at = field === 'DateSent' ? (sentAt ?? createdAt) : createdAt;
      if (comparison === '>') return at >= start;
      return comparison === '<' ? at < end : at >= start && at < end;
    },
  ];
}
