/**
 * What the simulated phone's side of `/simulator/api` says, which exists in development only and is no part of the product's API.
 * Written by hand after `src/simulators/kit`.
 */
export interface BusinessNumber {
  id: string;
  provider: string;
  displayName: string;
  /** Digits only. */
  phoneNumber: string;
  /** Message types a person may send to this number, and features of its provider. */
  supports: readonly string[];
}

export interface Person {
  id: string;
  name: string;
  /** Digits only; absent: hidden from the business. */
  phone?: string;
  /** Business-scoped user id. */
  userId?: string;
  /** Without `@`. */
  username?: string;
  onWhatsApp: boolean;
  withoutPhone: boolean;
  /** False: the business is never told that a message was read. */
  readReceipts: boolean;
}

export interface NewPerson {
  name: string;
  phone?: string;
  username?: string;
  withoutPhone?: boolean;
}

/** What is left out stays as it is; `username: null` takes it away. */
export interface PersonChange {
  name?: string;
  phone?: string;
  username?: string | null;
  onWhatsApp?: boolean;
  readReceipts?: boolean;
}

export interface ListRow {
  id: string;
  title: string;
  description?: string;
}

export interface ListChoice {
  button: string;
  sections: { title?: string; rows: ListRow[] }[];
}

export interface ReplyButton {
  id: string;
  title: string;
}

export interface LinkButton {
  label: string;
  url: string;
}

export interface Place {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

export interface ContactCard {
  name: string;
  phones: string[];
  emails?: string[];
  organization?: string;
}

export interface CarouselCard {
  header?: { mediaUrl: string; mimeType: string };
  text?: string;
  buttons?: ReplyButton[];
  link?: LinkButton;
}

/** An order as the phone shows it, whoever wrote it. */
export interface ShownOrder {
  items: { name: string; quantity: number; price?: number }[];
  total?: number;
  currency?: string;
  status?: string;
  /** The last try to pay. */
  payment?: PaymentStatus;
}

export type PaymentStatus = 'success' | 'failed' | 'pending';

export interface ShownPayment {
  status: PaymentStatus;
  total?: number;
  currency?: string;
}

export interface OfferedProducts {
  catalogId?: string;
  sections: { title?: string; productIds: string[] }[];
}

export interface ChatContent {
  text?: string;
  header?: string;
  footer?: string;
  mediaUrl?: string;
  mimeType?: string;
  fileName?: string;
  /** In bytes. */
  sizeBytes?: number;
  /** Recorded, not a music file. */
  voice?: boolean;
  link?: LinkButton;
  buttons?: ReplyButton[];
  list?: ListChoice;
  location?: Place;
  locationRequest?: boolean;
  contacts?: ContactCard[];
  template?: { name: string; language: string };
  cards?: CarouselCard[];
  flow?: { label: string; flowId?: string; screen?: string };
  order?: ShownOrder;
  payment?: ShownPayment;
  products?: OfferedProducts;
  phoneButtons?: { label: string; phoneNumber: string }[];
  copyCode?: string;
}

export type EntryStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export type Side = 'person' | 'business';

export interface ChatEntry {
  id: string;
  providerMessageId: string;
  direction: 'from_person' | 'from_business';
  /** Epoch ms, on the shared clock. */
  at: number;
  kind: string;
  content: ChatContent;
  status: EntryStatus;
  error?: { code: string; title: string };
  replyTo?: string;
  editedAt?: number;
  revokedAt?: number;
  reactions?: { by: Side; emoji: string }[];
  /** Written on the business's own phone. */
  author?: 'app';
  /** Of a template. */
  category?: string;
}

export type MediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

export interface MediaMessage {
  type: MediaKind;
  /** One of the two: an address, or a file given to the simulator before. */
  url?: string;
  fileId?: string;
  fileName?: string;
  caption?: string;
  replyTo?: string;
}

export interface OrderedItem {
  productId: string;
  quantity: number;
  price: number;
  currency: string;
}

export type PersonMessage =
  | { type: 'text'; text: string; replyTo?: string }
  | { type: 'button'; messageId: string; buttonId: string }
  | { type: 'list'; messageId: string; rowId: string }
  | MediaMessage
  | ({ type: 'location'; messageId?: string } & Place)
  | { type: 'contacts'; contacts: ContactCard[] }
  | { type: 'reaction'; messageId: string; emoji: string }
  | { type: 'edit'; messageId: string; text: string }
  | { type: 'revoke'; messageId: string }
  | { type: 'order'; catalogId?: string; items: OrderedItem[]; text?: string }
  | { type: 'flow_reply'; messageId: string; data: Record<string, unknown> }
  | { type: 'payment'; messageId: string; status: PaymentStatus }
  | { type: 'unsupported'; kind: string }
  | { type: 'referral'; text: string };

/** Which chat: ids of a business number and of a person. */
export interface ChatKey {
  numberId: string;
  personId: string;
}

/** What surrounds the messages of a chat. */
export interface ChatState {
  /** End of the customer service window, epoch ms; null: the person has not written yet. */
  windowUntil: number | null;
  /** The person wants no marketing from this number. */
  optedOut: boolean;
}

/** The clock that gateway and simulators share. */
export interface SharedClock {
  /** Epoch ms. */
  now: number;
  /** How far it was turned. */
  shiftedMs: number;
}

export interface UploadedFile {
  fileId: string;
}

export interface NewAccount {
  provider: string;
  phoneNumber: string;
  displayName: string;
}

/** What an operator enters in a channel's form to reach a simulated account. */
export interface OpenedAccount {
  /** Id of the number, as the phones know it. */
  numberId: string;
  settings: Readonly<Record<string, string>>;
  senderFields: Readonly<Record<string, string>>;
}
