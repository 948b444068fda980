/** A message template as the platform keeps it. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates */
export interface Template {
  readonly id: string;
  readonly name: string;
  /** Locale code, such as `en_GB`. */
  readonly language: string;
  category: TemplateCategory;
  readonly parameterFormat: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
  status: TemplateStatus;
  rejectedReason?: string;
  quality: TemplateQuality;
  ttlSeconds?: number;
  /** Epoch ms. */
  updatedAt: number;
  /** Epoch ms of edits made while it was approved. */
  editsWhileApproved: number[];
}

export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type TemplateQuality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
export type TemplateStatus =
  | 'PENDING'
  | 'APPROVED'
  | 'REJECTED'
  | 'PAUSED'
  | 'DISABLED'
  | 'IN_APPEAL'
  | 'FLAGGED'
  | 'LOCKED'
  | 'ARCHIVED'
  | 'PENDING_DELETION';

/** What somebody who creates a template writes, once parsed. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat: 'POSITIONAL' | 'NAMED';
  components: TemplateComponent[];
  ttlSeconds?: number;
}

export type TemplateComponent =
  | TemplateHeader
  | TemplateBody
  | TemplateFooter
  | { type: 'BUTTONS'; buttons: TemplateButton[] }
  | { type: 'CAROUSEL'; cards: { components: TemplateComponent[] }[] }
  | { type: 'LIMITED_TIME_OFFER'; limited_time_offer: { text: string; has_expiration?: boolean | undefined } }
  | { type: 'CALL_PERMISSION_REQUEST' };

export type HeaderFormat = 'TEXT' | 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT' | 'LOCATION' | 'PRODUCT';

export interface TemplateHeader {
  type: 'HEADER';
  format: HeaderFormat;
  text?: string | undefined;
  example?: TemplateExample | undefined;
}

export interface TemplateBody {
  type: 'BODY';
  text?: string | undefined;
  add_security_recommendation?: boolean | undefined;
  example?: TemplateExample | undefined;
}

export interface TemplateFooter {
  type: 'FOOTER';
  text?: string | undefined;
  code_expiration_minutes?: number | undefined;
}

interface NamedExample {
  param_name: string;
  example: string;
}

export interface TemplateExample {
  header_text?: string[] | undefined;
  header_text_named_params?: NamedExample[] | undefined;
  body_text?: string[][] | undefined;
  body_text_named_params?: NamedExample[] | undefined;
  header_handle?: string[] | undefined;
}

export const BUTTON_TYPES = [
  ...(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'OTP', 'FLOW', 'CATALOG', 'MPM', 'SPM'] as const),
  ...(['VOICE_CALL', 'ORDER_DETAILS', 'REQUEST_CONTACT_INFO', 'APP'] as const),
] as const;
export type ButtonType = (typeof BUTTON_TYPES)[number];

export interface TemplateButton {
  type: ButtonType;
  text?: string | undefined;
  url?: string | undefined;
  phone_number?: string | undefined;
  example?: string | string[] | undefined;
  otp_type?: string | undefined;
  flow_id?: string | undefined;
  flow_name?: string | undefined;
  flow_json?: string | undefined;
  navigate_screen?: string | undefined;
}

/** The component of a type, if the template has one. */
export function componentOf<T extends TemplateComponent['type']>(
  components: readonly TemplateComponent[],
  type: T,
): Extract<TemplateComponent, { type: T }> | undefined {
  return components.find((component): component is Extract<TemplateComponent, { type: T }> => component.type === type);
}

export function buttonsOf(components: readonly TemplateComponent[]): readonly TemplateButton[] {
  return componentOf(components, 'BUTTONS')?.buttons ?? [];
}

/** Names of the `{{variables}}` in a text, in order, each once. */
export function variablesIn(text: string | undefined): string[] {
  const names = [...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name);
  return [...new Set(names)];
}
