import type { Schedule } from '../kit/schedule.ts';
import type { Template, TemplateStatus } from './template.ts';

/** Approved templates of every number: one of each sort. */
const SEEDED: readonly Omit<Template, 'status'>[] = [
  { name: 'welcome', locale: 'en', category: 'utility', body: 'Welcome! Sending templates works.' },
  {
    name: 'parcel_update',
    locale: 'en',
    category: 'utility',
    body: 'Hello {{1}}, your parcel {{2}} left us today.',
    buttons: [{ kind: 'url', text: 'Track', url: 'https://shop.example/track/{{1}}' }],
  },
  {
    name: 'appointment_reminder',
    locale: 'en',
    category: 'utility',
    header: { kind: 'text', text: 'Your visit' },
    body: 'Hi {{1}}, we look forward to seeing you on {{2}}.',
    footer: 'Simulated business',
    buttons: [
      { kind: 'quick_reply', text: 'Confirm' },
      { kind: 'quick_reply', text: 'Cancel' },
    ],
  },
  {
    name: 'invoice_ready',
    locale: 'en',
    category: 'utility',
    header: { kind: 'document' },
    body: 'Hello {{1}}, here is your invoice.',
  },
  {
    name: 'autumn_offer',
    locale: 'en',
    category: 'marketing',
    header: { kind: 'image' },
    body: 'Hello {{1}}, fifty new titles are in the shop this week.',
    buttons: [{ kind: 'quick_reply', text: 'Yes, please' }],
  },
];

/** Templates by number. */
export interface TemplateBook {
  /** All locales of a name. */
  named(numberId: string, name: string): Template[];
  find(numberId: string, name: string, locale: string): Template | undefined;
  /** Adds a template, or replaces the one of its name and locale. A pending one is approved after the time of review. */
  add(numberId: string, template: Template): void;
  /** False if there is none. */
  decide(numberId: string, name: string, status: TemplateStatus): boolean;
}

/** `reviewMs`: how long a pending template waits; `never` leaves the decision to scripts. */
export function createTemplateBook(schedule: Schedule, reviewMs: number | 'never'): TemplateBook {
  const books = new Map<string, Template[]>();

  const bookOf = (numberId: string): Template[] => {
    const book = books.get(numberId) ?? SEEDED.map((seed) => ({ ...seed, status: 'APPROVED' as const }));
    books.set(numberId, book);
    return book;
  };

  const named = (numberId: string, name: string) => bookOf(numberId).filter((template) => template.name === name);

  return {
    named,
    find: (numberId, name, locale) => named(numberId, name).find((template) => template.locale === locale),
    add(numberId, template) {
      const others = bookOf(numberId).filter(
        ({ name, locale }) => name !== template.name || locale !== template.locale,
      );
      books.set(numberId, [...others, template]);
      if (template.status !== 'PENDING' || reviewMs === 'never') return;
      schedule.after(reviewMs, () => {
        if (template.status === 'PENDING') template.status = 'APPROVED';
      });
    },
    decide(numberId, name, status) {
      const templates = named(numberId, name);
      for (const template of templates) template.status = status;
      return templates.length > 0;
    },
  };
}
