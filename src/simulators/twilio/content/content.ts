import { toIso } from '../dates.ts';
import type { ApprovalRequest, ContentTypes } from './content-schemas.ts';

export type ApprovalStatus = 'unsubmitted' | 'received' | 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';

/** How WhatsApp has judged a content; name and category are empty while it has not been asked. */
export interface Approval {
  status: ApprovalStatus;
  name: string;
  category: ApprovalRequest['category'] | '';
  contentType: string;
  /** Empty unless rejected. */
  rejectionReason: string;
  allowsCategoryChange: boolean;
}

/** A Content resource. Times are epoch ms. */
export interface Content {
  readonly sid: string;
  readonly accountSid: string;
  friendlyName: string;
  language: string;
  /** A sample for each variable. */
  variables: Readonly<Record<string, string>>;
  types: ContentTypes;
  readonly createdAt: number;
  updatedAt: number;
  approval: Approval;
}

/** The most complete first: the one that is sent where a content has several. */
const BY_COMPLETENESS = [
  ...['whatsapp/authentication', 'whatsapp/flows', 'twilio/flows', 'twilio/carousel', 'whatsapp/card', 'twilio/card'],
  ...['twilio/catalog', 'twilio/list-picker', 'twilio/quick-reply', 'twilio/call-to-action', 'twilio/location'],
  ...['twilio/media', 'twilio/text', 'twilio/schedule', 'twilio/pay'],
] as (keyof ContentTypes)[];

/** The type that WhatsApp gets. */
export function mainTypeOf({ types }: Pick<Content, 'types'>): keyof ContentTypes {
  return BY_COMPLETENESS.find((type) => types[type] !== undefined) ?? 'twilio/text';
}

/** A content as the Content API shows it. `baseUrl` is where the API is reached. */
export function renderContent(content: Content, baseUrl: string) {
  const url = `${baseUrl}/v1/Content/${content.sid}`;
  return {
    ...renderCore(content),
    url,
    links: {
      approval_create: `${url}/ApprovalRequests/whatsapp`,
      approval_fetch: `${url}/ApprovalRequests`,
    },
  };
}

/** An element of `ContentAndApprovals`. */
export function renderWithApproval(content: Content) {
  return { ...renderCore(content), approval_requests: renderApproval(content.approval) };
}

/** An element of `LegacyContent`. */
export function renderLegacy(content: Content, baseUrl: string) {
  const { body = '' } = content.types['twilio/text'] ?? {};
  return {
    ...renderCore(content),
    legacy_template_name: content.approval.name,
    legacy_body: body,
    url: `${baseUrl}/v1/Content/${content.sid}`,
  };
}

export function renderApproval({ status, name, category, ...approval }: Approval) {
  return {
    name,
    category,
    content_type: approval.contentType,
    status,
    rejection_reason: approval.rejectionReason,
    allow_category_change: approval.allowsCategoryChange,
  };
}

function renderCore({ sid, accountSid, friendlyName, language, variables, types, ...content }: Content) {
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    language,
    variables,
    types,
    date_created: toIso(content.createdAt),
    date_updated: toIso(content.updatedAt),
  };
}
