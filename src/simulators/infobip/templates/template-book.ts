import type { SimulatorClock } from '../../kit/clock.ts';
import type { Schedule } from '../../kit/schedule.ts';
import { ApiError } from '../api-error.ts';
import type { Template, TemplateCategory, TemplateDraft, TemplateQuality, TemplateStatus } from './template.ts';
import type { TemplateEdit } from './template-schema.ts';

/** What is told of a template that changed: `change` of the webhook. */
export type TemplateEvent =
  | { type: 'TEMPLATE_STATUS_UPDATE'; newStatus: TemplateStatus; reason?: string }
  | { type: 'TEMPLATE_CATEGORY_UPDATE'; previousCategory: TemplateCategory; newCategory: TemplateCategory }
  | { type: 'TEMPLATE_QUALITY_UPDATE'; previousQualityScore: TemplateQuality; newQualityScore: TemplateQuality };

/** What a script changes about a template. */
export interface TemplateChange {
  status?: TemplateStatus;
  /** Why it is rejected, such as `SCAM`. */
  reason?: string;
  quality?: TemplateQuality;
  category?: TemplateCategory;
}

export interface TemplateBookOptions {
  clock: SimulatorClock;
  schedule: Schedule;
  nextId(): string;
  /** Time from creation to approval, in ms; `never` leaves it to scripts. */
  reviewMs: number | 'never';
  announce(template: Template, event: TemplateEvent): void;
}

/** The templates of all business accounts. */
export interface TemplateBook {
  /** In the order of creation. */
  list(businessAccountId: number): Template[];
  find(businessAccountId: number, name: string, language: string): Template | undefined;
  /** Throws a 404. */
  require(businessAccountId: number, id: string): Template;
  /** The template waits for its review. Throws a 400 for a name that is taken or blocked. */
  create(businessAccountId: number, draft: TemplateDraft): Template;
  /** As `create`, but approved at once and without webhooks; those that are there stay. */
  seed(businessAccountId: number, drafts: readonly TemplateDraft[]): void;
  /** Throws a 400 where it may not be edited now. */
  edit(template: Template, edit: TemplateEdit): Template;
  /** All languages of a name. Throws a 404. */
  remove(businessAccountId: number, name: string): void;
  change(template: Template, change: TemplateChange): void;
}

const DAY_MS = 86_400_000;
const NAME_BLOCKED_MS = 30 * DAY_MS;
const EDITABLE: readonly TemplateStatus[] = ['APPROVED', 'REJECTED', 'FIRST_PAUSED', 'SECOND_PAUSED'];

export function createTemplateBook(options: TemplateBookOptions): TemplateBook {
  const { clock, announce } = options;
  const books = new Map<number, Template[]>();
  /** When names were given up, by account and name. */
  const deletedAt = new Map<string, number>();

  const list = (businessAccountId: number) => books.get(businessAccountId) ?? [];
  const find = (businessAccountId: number, name: string, language: string) =>
    list(businessAccountId).find((template) => template.name === name && template.language === language);

  const keep = (businessAccountId: number, draft: TemplateDraft, status: TemplateStatus): Template => {
    const now = clock.now();
    const template: Template = {
      ...draft,
      id: options.nextId(),
      businessAccountId,
      status,
      quality: 'UNKNOWN',
      createdAt: now,
      updatedAt: now,
      editsWhileApproved: [],
    };
    books.set(businessAccountId, [...list(businessAccountId), template]);
    return template;
  };

  const change = (template: Template, { status, reason, quality, category }: TemplateChange) => {
    const { category: previousCategory, quality: previousQualityScore } = template;
    Object.assign(template, { ...(status && { status }), ...(quality && { quality }), ...(category && { category }) });
    if (status) {
      const why = reason ?? (status === 'APPROVED' ? 'NONE' : status === 'REJECTED' ? 'INVALID_FORMAT' : undefined);
      announce(template, { type: 'TEMPLATE_STATUS_UPDATE', newStatus: status, ...(why && { reason: why }) });
    }
    if (quality)
      announce(template, { type: 'TEMPLATE_QUALITY_UPDATE', previousQualityScore, newQualityScore: quality });
    if (category) announce(template, { type: 'TEMPLATE_CATEGORY_UPDATE', previousCategory, newCategory: category });
  };

  const review = (template: Template) => {
    if (options.reviewMs === 'never') return;
    options.schedule.after(options.reviewMs, () => {
      if (list(template.businessAccountId).includes(template) && template.status === 'PENDING') {
        change(template, { status: 'APPROVED' });
      }
    });
  };

  return {
    list,
    find,
    require(businessAccountId, id) {
      const template = list(businessAccountId).find((one) => one.id === id);
      if (!template) throw new ApiError(404);
      return template;
    },
    create(businessAccountId, draft) {
      if (find(businessAccountId, draft.name, draft.language)) throw refused('name', 'must be unique in its language');
      const gone = deletedAt.get(`${businessAccountId} ${draft.name}`);
      if (gone !== undefined && clock.now() - gone < NAME_BLOCKED_MS) {
        throw refused('name', 'was deleted less than 30 days ago');
      }
      const template = keep(businessAccountId, draft, 'PENDING');
      review(template);
      return template;
    },
    seed(businessAccountId, drafts) {
      for (const draft of drafts) {
        if (!find(businessAccountId, draft.name, draft.language)) keep(businessAccountId, draft, 'APPROVED');
      }
    },
    edit(template, { category, structure, platform, ...edit }) {
      checkEdit(template, category, clock.now());
      if (template.status === 'APPROVED') template.editsWhileApproved.push(clock.now());
      if (category) template.category = category;
      if (structure) template.structure = structure;
      if (platform) template.platform = platform;
      if ('validityPeriod' in edit && edit.validityPeriod) template.validityPeriod = edit.validityPeriod;
      Object.assign(template, { status: 'PENDING', updatedAt: clock.now() });
      review(template);
      return template;
    },
    remove(businessAccountId, name) {
      const others = list(businessAccountId).filter((template) => template.name !== name);
      if (others.length === list(businessAccountId).length) throw new ApiError(404);
      deletedAt.set(`${businessAccountId} ${name}`, clock.now());
      books.set(businessAccountId, others);
    },
    change,
  };
}

function checkEdit({ status, category, editsWhileApproved }: Template, wanted: string | undefined, now: number): void {
  if (!EDITABLE.includes(status)) throw refused('status', `a template that is ${status} cannot be edited`);
  if (status !== 'APPROVED') return;
  if (wanted && wanted !== category) throw refused('category', 'of an approved template cannot be changed');
  const within = (days: number) => editsWhileApproved.filter((at) => now - at < days * DAY_MS).length;
  if (within(1) >= 1 || within(30) >= 10) {
    throw refused('id', 'an approved template can be edited once in 24 hours and ten times in 30 days');
  }
}

function refused(property: string, text: string): ApiError {
  return new ApiError(400, { validationErrors: { [property]: [text] } });
}
