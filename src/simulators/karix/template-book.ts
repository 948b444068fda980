import type { Schedule } from '../kit/schedule.ts';
import { matchText, type Template, type TemplateStatus } from './template.ts';

/** Approved templates of every number: one of each sort. */
const SEEDED: readonly Omit<Template, 'status'>[] = [
  { name: 'welcome', language: 'en', category: 'UTILITY', body: 'Welcome! Sending templates works.' },
  {
    name: 'parcel_update',
    language: 'en',
    category: 'UTILITY',
    body: 'Hello {{1}}, your parcel {{2}} left us today.',
  },
  {
    name: 'parcel_with_invoice',
    language: 'en',
    category: 'UTILITY',
    header: { kind: 'document' },
    body: 'Hello {{1}}, here is the invoice for parcel {{2}}.',
    footer: 'Simulated business',
    buttons: [
      { kind: 'url', text: 'Track', url: 'https://shop.example/{{1}}' },
      { kind: 'quick_reply', text: 'Confirm' },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en',
    category: 'UTILITY',
    header: { kind: 'text', text: 'Visit {{1}}' },
    body: 'Hi {{1}}, we look forward to seeing you on {{2}}.',
    buttons: [
      { kind: 'quick_reply', text: 'Confirm' },
      { kind: 'quick_reply', text: 'Cancel' },
    ],
  },
  {
    name: 'autumn_offer',
    language: 'en',
    category: 'MARKETING',
    header: { kind: 'image' },
    body: 'Hello {{1}}, fifty new titles are in the shop this week.',
    buttons: [{ kind: 'quick_reply', text: 'Yes, please' }],
  },
];

/** Templates by number. */
export interface TemplateBook {
  find(numberId: string, name: string): Template | undefined;
  /** The approved template whose text, filled in, is `rendered`, with what it was filled with. */
  match(numberId: string, rendered: string): { template: Template; values: string[] } | undefined;
  /** Adds a template, or replaces the one of its name. A pending one is approved after the time of review. */
  add(numberId: string, template: Template): void;
  /** False if there is none. */
  decide(numberId: string, name: string, status: TemplateStatus): boolean;
}

/** `reviewMs`: how long a pending template waits; `never` leaves the decision to scripts. */
export function createTemplateBook(schedule: Schedule, reviewMs: number | 'never'): TemplateBook {
  const books = new Map<string, Map<string, Template>>();

  const bookOf = (numberId: string): Map<string, Template> => {
    const seeded = () => new Map(SEEDED.map((seed) => [seed.name, { ...seed, status: 'APPROVED' as const }]));
    const book: Map<string, Template> = books.get(numberId) ?? seeded();
    books.set(numberId, book);
    return book;
  };

  return {
    find: (numberId, name) => bookOf(numberId).get(name),
    match(numberId, rendered) {
      for (const template of bookOf(numberId).values()) {
        const values = template.status === 'APPROVED' ? matchText(template.body, rendered) : undefined;
        if (values) return { template, values };
      }
      return undefined;
    },
    add(numberId, template) {
      bookOf(numberId).set(template.name, template);
      if (template.status !== 'PENDING' || reviewMs === 'never') return;
      schedule.after(reviewMs, () => {
        if (template.status === 'PENDING') template.status = 'APPROVED';
      });
    },
    decide(numberId, name, status) {
      const template = bookOf(numberId).get(name);
      if (template) template.status = status;
      return template !== undefined;
    },
  };
}
