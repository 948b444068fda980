/** A message template as the platform keeps it. https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-service-management */
export interface Template {
  readonly id: string;
  readonly businessAccountId: number;
  readonly name: string;
  readonly language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  structure: Structure;
  quality: TemplateQuality;
  platform?: { entityId?: string | undefined; applicationId?: string | undefined } | undefined;
  /** How long an authentication template tries to reach somebody. */
  validityPeriod?: ValidityPeriod | undefined;
  /** Epoch ms. */
  readonly createdAt: number;
  updatedAt: number;
  /** Epoch ms of edits made while it was approved. */
  editsWhileApproved: number[];
}

export const CATEGORIES = ['MARKETING', 'AUTHENTICATION', 'UTILITY'] as const;
export type TemplateCategory = (typeof CATEGORIES)[number];

export const STATUSES = [
  ...(['APPROVED', 'IN_APPEAL', 'PENDING', 'REJECTED', 'PENDING_DELETION', 'DELETED'] as const),
  ...(['REINSTATED', 'FLAGGED', 'FIRST_PAUSED', 'SECOND_PAUSED', 'DISABLED'] as const),
] as const;
export type TemplateStatus = (typeof STATUSES)[number];

export const QUALITIES = ['HIGH', 'MEDIUM', 'LOW', 'UNKNOWN'] as const;
export type TemplateQuality = (typeof QUALITIES)[number];

export type HeaderFormat = 'TEXT' | 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT' | 'LOCATION';

export interface ValidityPeriod {
  amount: number;
  timeUnit?: 'SECONDS' | 'MINUTES' | undefined;
}

export interface TemplateHeader {
  format: HeaderFormat;
  text?: string | undefined;
  example?: string | undefined;
}

export interface TemplateButton {
  type: string;
  text?: string | undefined;
  url?: string | undefined;
  phoneNumber?: string | undefined;
  example?: string | undefined;
  flowId?: string | undefined;
}

export interface TemplateCard {
  header: TemplateHeader;
  body: { text: string; examples?: string[] | undefined };
  buttons: TemplateButton[];
}

export interface Structure {
  header?: TemplateHeader | undefined;
  body: { text: string; examples?: string[] | undefined };
  footer?: { text: string } | undefined;
  buttons?: TemplateButton[] | undefined;
  carousel?: { cards: TemplateCard[] } | undefined;
  limitedTimeOffer?: { text: string; hasExpiration?: boolean | undefined } | undefined;
}

/** What somebody who creates a template writes, once checked. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: TemplateCategory;
  structure: Structure;
  platform?: Template['platform'];
  validityPeriod?: ValidityPeriod | undefined;
}

/** Numbers of the `{{variables}}` in a text, each once. */
export function variablesIn(text: string | undefined): string[] {
  return [...new Set([...(text ?? '').matchAll(/\{\{\s*(\d+)\s*\}\}/g)].map(([, name = '']) => name))];
}
