import type { SimulatorClock } from '../../kit/clock.ts';
import type { Schedule } from '../../kit/schedule.ts';
import { GraphError } from '../graph-error.ts';
import { writeAuthentication } from './authentication.ts';
import type { Template, TemplateCategory, TemplateDraft, TemplateQuality, TemplateStatus } from './template.ts';
import { checkDraft, refused } from './template-rules.ts';
import type { TemplateEdit } from './template-schema.ts';
import { renderCategory, renderComponents, renderQuality, renderStatus } from './template-webhooks.ts';

export interface TemplateBookOptions {
  clock: SimulatorClock;
  schedule: Schedule;
  nextId(): string;
  /** Time from creation to approval, in ms; `never` leaves it to scripts. */
  reviewMs: number | 'never';
  /** Tells the apps of a business account. */
  announce(accountId: string, field: string, value: Record<string, unknown>): void;
}

/** What a script changes about a template; webhooks tell of it. */
export interface TemplateChange {
  status?: TemplateStatus;
  /** Why it is rejected or paused, such as `INVALID_FORMAT`. */
  reason?: string;
  quality?: TemplateQuality;
  category?: TemplateCategory;
}

/** The message templates of all business accounts. */
export interface TemplateBook {
  /** In the order of creation. */
  list(accountId: string): Template[];
  find(accountId: string, name: string, language: string): Template | undefined;
  byId(id: string): { accountId: string; template: Template } | undefined;
  /** Checks and keeps a template, which waits for its review. Throws 100. */
  create(accountId: string, draft: TemplateDraft): Template;
  /** As `create`, but approved at once and without webhooks. */
  seed(accountId: string, drafts: readonly TemplateDraft[]): void;
  /** Throws 100. */
  edit(id: string, edit: TemplateEdit): Template;
  /** All languages of a name, or the one of an id. Throws 100. */
  remove(accountId: string, which: { name: string; id?: string }): void;
  change(id: string, change: TemplateChange): Template;
}

const MOST_TEMPLATES = 250;
const DAY_MS = 86_400_000;
const NAME_BLOCKED_MS = 30 * DAY_MS;
const EDITABLE: readonly TemplateStatus[] = ['APPROVED', 'REJECTED', 'PAUSED'];

export function createTemplateBook(options: TemplateBookOptions): TemplateBook {
  const { clock, announce } = options;
  const books = new Map<string, Template[]>();
  /** When names of deleted templates were given up, by account and name. */
  const deletedAt = new Map<string, number>();

  const bookOf = (accountId: string): Template[] => {
    const book = books.get(accountId) ?? [];
    books.set(accountId, book);
    return book;
  };

  const byId = (id: string) => {
    for (const [accountId, book] of books) {
      const template = book.find((one) => one.id === id);
      if (template) return { accountId, template };
    }
    return undefined;
  };

  const require = (id: string) => {
    const found = byId(id);
    if (!found) throw new GraphError(100, { subcode: 33, message: `Template ${id} does not exist` });
    return found;
  };

  const keep = (accountId: string, draft: TemplateDraft, status: TemplateStatus): Template => {
    checkDraft(draft);
    checkName(bookOf(accountId), draft, deletedAt.get(`${accountId} ${draft.name}`), clock.now());
    const isCode = draft.category === 'AUTHENTICATION';
    const template: Template = {
      ...draft,
      components: isCode ? writeAuthentication(draft.components) : draft.components,
      id: options.nextId(),
      status,
      quality: 'UNKNOWN',
      updatedAt: clock.now(),
      editsWhileApproved: [],
    };
    bookOf(accountId).push(template);
    return template;
  };

  const change = (id: string, { status, reason, quality, category }: TemplateChange): Template => {
    const { accountId, template } = require(id);
    const before = { ...template };
    if (status) template.status = status;
    if (status === 'REJECTED') template.rejectedReason = reason ?? 'INVALID_FORMAT';
    else if (status) delete template.rejectedReason;
    if (quality) template.quality = quality;
    if (category) template.category = category;
    if (status) announce(accountId, 'message_template_status_update', renderStatus(template, reason, clock.now()));
    if (quality) announce(accountId, 'message_template_quality_update', renderQuality(template, before.quality));
    if (category) announce(accountId, 'template_category_update', renderCategory(template, before.category));
    return template;
  };

  const review = (id: string) => {
    if (options.reviewMs === 'never') return;
    options.schedule.after(options.reviewMs, () => {
      if (byId(id)?.template.status === 'PENDING') change(id, { status: 'APPROVED' });
    });
  };

  return {
    list: (accountId) => [...(books.get(accountId) ?? [])],
    find: (accountId, name, language) =>
      books.get(accountId)?.find((template) => template.name === name && template.language === language),
    byId,
    create(accountId, draft) {
      const template = keep(accountId, draft, 'PENDING');
      review(template.id);
      return template;
    },
    seed(accountId, drafts) {
      for (const draft of drafts) keep(accountId, draft, 'APPROVED');
    },
    edit(id, edit) {
      const { accountId, template } = require(id);
      checkEdit(template, edit, clock.now());
      checkDraft({ ...template, ...edit });
      if (template.status === 'APPROVED') template.editsWhileApproved.push(clock.now());
      Object.assign(template, edit, { status: 'PENDING', updatedAt: clock.now() });
      if (edit.components) announce(accountId, 'message_template_components_update', renderComponents(template));
      review(id);
      return template;
    },
    remove(accountId, { name, id }) {
      const isMeant = (template: Template) => template.name === name && (id === undefined || template.id === id);
      const meant = bookOf(accountId).filter(isMeant);
      if (meant.length === 0) throw refused(`There is no template ${name}.`, 2593002);
      if (meant.some(({ status }) => status === 'DISABLED')) throw refused('A disabled template cannot be deleted.');
      if (meant.some(({ status }) => status === 'APPROVED')) deletedAt.set(`${accountId} ${name}`, clock.now());
      books.set(
        accountId,
        bookOf(accountId).filter((template) => !isMeant(template)),
      );
    },
    change,
  };
}

function checkName(book: readonly Template[], draft: TemplateDraft, deletedAt: number | undefined, now: number): void {
  if (book.length >= MOST_TEMPLATES) throw refused(`There are already ${MOST_TEMPLATES} templates.`, 2388019);
  if (book.some(({ name, language }) => name === draft.name && language === draft.language)) {
    throw refused(`There is already a template ${draft.name} in ${draft.language}.`, 2388024);
  }
  if (deletedAt !== undefined && now - deletedAt < NAME_BLOCKED_MS) {
    throw refused(`The name ${draft.name} was deleted less than 30 days ago.`, 2388023);
  }
}

function checkEdit(template: Template, edit: TemplateEdit, now: number): void {
  if (!EDITABLE.includes(template.status)) throw refused(`A template that is ${template.status} cannot be edited.`);
  if (template.status !== 'APPROVED') return;
  if (edit.category && edit.category !== template.category) {
    throw refused('The category of an approved template cannot be changed.');
  }
  const within = (days: number) => template.editsWhileApproved.filter((at) => now - at < days * DAY_MS).length;
  if (within(1) >= 1 || within(30) >= 10) {
    throw refused('An approved template can be edited once a day and ten times in 30 days.');
  }
}
