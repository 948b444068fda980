import type { SimulatorClock } from '../../kit/clock.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { GupshupIds } from '../ids.ts';
import type { Template, TemplateDraft } from './template.ts';

/** What of a template may change. */
export type TemplateChange = Partial<Omit<Template, 'uuid' | 'number' | 'createdAt' | 'changedAt'>>;

export interface TemplateBookOptions {
  clock: SimulatorClock;
  schedule: Schedule;
  ids: GupshupIds;
  /** How long a new template waits for its approval, in ms; `never` leaves the decision to scripts. */
  reviewMs: number | 'never';
  /** A template's status or category has changed. */
  announce(numberId: string, template: Template, what: 'status' | 'category'): void;
}

/** The templates of every number. */
export interface TemplateBook {
  list(numberId: string): Template[];
  /** Gives a number approved templates, unless it has some of these names. */
  seed(numberId: string, drafts: readonly TemplateDraft[]): void;
  /** Adds a template and begins its review. */
  add(numberId: string, draft: TemplateDraft): Template;
  /** Nothing happens where there is no such template. */
  change(numberId: string, uuid: string, change: TemplateChange): void;
  remove(numberId: string, uuid: string): void;
}

export function createTemplateBook(options: TemplateBookOptions): TemplateBook {
  const { clock, schedule, ids, reviewMs, announce } = options;
  const books = new Map<string, Map<string, Template>>();

  const bookOf = (numberId: string) => {
    const book = books.get(numberId) ?? new Map<string, Template>();
    books.set(numberId, book);
    return book;
  };

  const put = (numberId: string, draft: TemplateDraft, status: Template['status']): Template => {
    const at = clock.now();
    const template = {
      ...draft,
      uuid: ids.uuid(),
      number: Number(ids.digits(9)),
      status,
      createdAt: at,
      changedAt: at,
    };
    bookOf(numberId).set(template.uuid, template);
    return template;
  };

  const change = (numberId: string, uuid: string, wanted: TemplateChange) => {
    const before = bookOf(numberId).get(uuid);
    if (!before) return;
    const template = { ...before, ...wanted, changedAt: clock.now() };
    bookOf(numberId).set(uuid, template);
    if (template.status !== before.status) announce(numberId, template, 'status');
    if (template.category !== before.category) announce(numberId, template, 'category');
  };

  return {
    list: (numberId) => [...bookOf(numberId).values()],
    seed(numberId, drafts) {
      const names = new Set([...bookOf(numberId).values()].map(({ name }) => name));
      for (const draft of drafts) if (!names.has(draft.name)) put(numberId, draft, 'APPROVED');
    },
    add(numberId, draft) {
      const template = put(numberId, draft, 'PENDING');
      const approve = () => change(numberId, template.uuid, { status: 'APPROVED' });
      if (reviewMs !== 'never') schedule.after(reviewMs, approve);
      return template;
    },
    change,
    remove: (numberId, uuid) => void bookOf(numberId).delete(uuid),
  };
}
