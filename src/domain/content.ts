/**
 * What a message can say: the one vocabulary of the API, bots, flows and providers.
 * Field names are those of the public API; docs/architecture.md has the glossary.
 */

export type MediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

export interface TextContent {
  type: 'text';
  text: string;
  previewUrl?: boolean;
}

/** Exactly one of `url` (public, fetched by the provider) and `id` (uploaded before). */
export interface OutboundMedia {
  url?: string;
  id?: string;
  fileName?: string;
}

export interface OutboundMediaContent {
  type: MediaKind;
  media: OutboundMedia;
  caption?: string;
}

export interface LocationContent {
  type: 'location';
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

export interface ContactCard {
  name: { formatted: string; first?: string; last?: string; middle?: string; prefix?: string; suffix?: string };
  phones?: { phone: string; type?: string; waId?: string }[];
  emails?: { email: string; type?: string }[];
  urls?: { url: string; type?: string }[];
  addresses?: {
    street?: string;
    city?: string;
    state?: string;
    zip?: string;
    country?: string;
    countryCode?: string;
    type?: string;
  }[];
  organization?: { company?: string; department?: string; title?: string };
  birthday?: string;
}

export interface ContactsContent {
  type: 'contacts';
  contacts: ContactCard[];
  /** Received only: the person was asked for their own number (`contact_request`) and shared it. */
  origin?: 'contact_request';
}

/** What stands above an interactive message. A plain string at the API's edge becomes `{type: 'text'}`. */
export type Header = { type: 'text'; text: string } | { type: 'image' | 'video' | 'document'; media: OutboundMedia };

export interface ReplyButton {
  id: string;
  title: string;
}

export interface ButtonsContent {
  type: 'buttons';
  text: string;
  buttons: ReplyButton[];
  header?: Header;
  footer?: string;
}

export interface ListRow {
  id: string;
  title: string;
  description?: string;
}

export interface ListSection {
  title?: string;
  rows: ListRow[];
}

export interface ListContent {
  type: 'list';
  text: string;
  /** The label that opens the list. */
  button: string;
  sections: ListSection[];
  header?: Header;
  footer?: string;
}

export interface CtaUrlContent {
  type: 'cta_url';
  text: string;
  label: string;
  url: string;
  header?: Header;
  footer?: string;
}

export interface LocationRequestContent {
  type: 'location_request';
  text: string;
}

/** Asks for the person's phone number, which may not be known; the answer is `contacts` with `origin: contact_request`. */
export interface ContactRequestContent {
  type: 'contact_request';
  text: string;
}

/** The Cloud API's object of that kind with camelCase names; rendered by providers that know it. */
export interface CommerceContent {
  type:
    | 'carousel'
    | 'flow'
    | 'product'
    | 'product_list'
    | 'catalog'
    | 'order_details'
    | 'order_status'
    | 'voice_call'
    | 'call_permission_request'
    | 'address_request';
  [field: string]: unknown;
}

/** A value for a template variable: positional as plain values, named with `name`. */
export interface TemplateParameter {
  type: string;
  name?: string;
  [field: string]: unknown;
}

export interface TemplateContent {
  type: 'template';
  name: string;
  language: string;
  header?: TemplateParameter;
  body?: (string | TemplateParameter)[];
  buttons?: { index: number; type: string; [field: string]: unknown }[];
  /** Of a template whose offer ends: when. */
  limitedTimeOffer?: { expiresAt: string };
  carousel?: { header?: TemplateParameter; body?: (string | TemplateParameter)[]; buttons?: unknown[] }[];
}

/** `messageId` is one of our message ids. An empty emoji removes the reaction. */
export interface ReactionContent {
  type: 'reaction';
  messageId: string;
  emoji: string;
  providerMessageId?: never;
}

/** As a person sent it. Adapters give the provider's id as `messageId`; bots and the API get ours, or the provider's as `providerMessageId`. */
export interface InboundReactionContent {
  type: 'reaction';
  messageId?: string;
  /** Where the target is not known here. */
  providerMessageId?: string;
  emoji: string;
}

/** Provider of words that are none of ours, as long as nobody has asked whose they are (`native.ts`). */
export const UNNAMED_PROVIDER = '';

/** Passed through unchanged; refused on a channel of another provider. */
export interface RawContent {
  type: 'raw';
  /** What is stored and sent always names one; what was only parsed may be of `UNNAMED_PROVIDER`. */
  provider: string;
  payload: Record<string, unknown>;
}

export type OutboundContent =
  | TextContent
  | OutboundMediaContent
  | LocationContent
  | ContactsContent
  | ButtonsContent
  | ListContent
  | CtaUrlContent
  | LocationRequestContent
  | ContactRequestContent
  | CommerceContent
  | TemplateContent
  | ReactionContent
  | RawContent;

export type OutboundKind = OutboundContent['type'];

/** Received media. `pending` until our copy is there; `url` is ours and signed, never the provider's. */
export interface InboundMedia {
  id: string;
  url?: string;
  mimeType: string;
  fileName?: string;
  sizeBytes?: number;
  sha256?: string;
  state: 'pending' | 'ready' | 'failed';
}

export interface InboundMediaContent {
  type: MediaKind;
  media: InboundMedia;
  caption?: string;
}

export interface ChoiceReplyContent {
  type: 'button_reply' | 'list_reply';
  id: string;
  title: string;
  description?: string;
}

/** Quick reply of a template. */
export interface TemplateReplyContent {
  type: 'template_reply';
  text: string;
  payload: string;
}

/** Kinds whose fields are the provider's own; always with what it said. */
export interface ProviderSpecificContent {
  type: 'flow_reply' | 'order' | 'payment' | 'call' | 'system' | 'edit' | 'revoke';
  provider: Record<string, unknown>;
  [field: string]: unknown;
}

/** Something that this gateway or this provider cannot express; kept with the raw fragment. */
export interface UnsupportedContent {
  type: 'unsupported';
  /** The provider's name for the kind, as far as it gave one. */
  kind: string;
  reason?: string;
  provider: Record<string, unknown>;
}

export type InboundContent =
  | TextContent
  | InboundMediaContent
  | LocationContent
  | ContactsContent
  | InboundReactionContent
  | ChoiceReplyContent
  | TemplateReplyContent
  | ProviderSpecificContent
  | UnsupportedContent;

export type InboundKind = InboundContent['type'];

/** Who of a group wrote a message. */
export interface Participant {
  phoneNumber?: string;
  userId?: string;
  name?: string;
  username?: string;
}

/** What travels beside inbound content. */
export interface InboundContext {
  /** In a group: its contact and conversation are the group's, and this is who wrote. */
  participant?: Participant;
  /** Provider's id of the quoted message; shown to bots as our message id (`replyTo`). */
  replyToProviderId?: string;
  forwarded?: boolean;
  /** Ad or post that the person came from, as the provider said it. */
  referral?: Record<string, unknown>;
  /** The product of the business's catalogue that the person asks about. */
  referredProduct?: { catalogId?: string; productId: string };
}

/** Free-form content needs an open customer service window; templates do not. */
export function isFreeForm(content: OutboundContent): boolean {
  return content.type !== 'template';
}
