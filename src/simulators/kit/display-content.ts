/** What a phone shows of a message, whatever the provider's own shape. */
export interface DisplayContent {
  text?: string;
  header?: string;
  footer?: string;
  /** http(s) address, a data URL of a small file kept in the simulator, or a path on the phone API's own server. */
  mediaUrl?: string;
  mimeType?: string;
  fileName?: string;
  /** Recorded in the app: shown as a voice note. */
  voice?: true;
  /** A button that opens a page. */
  link?: DisplayLink;
  /** Reply buttons. */
  buttons?: DisplayButton[];
  /** Buttons that call somebody. */
  phoneButtons?: { label: string; phoneNumber: string }[];
  /** A code that a button copies. */
  copyCode?: string;
  list?: DisplayList;
  location?: DisplayLocation;
  /** The business asks where the person is. */
  locationRequest?: true;
  contacts?: { name: string; phones: string[] }[];
  template?: { name: string; language: string };
  /** A carousel. */
  cards?: DisplayCard[];
  /** A form that opens in the chat; answered with `flow_reply`. */
  flow?: { label: string; flowId?: string; screen?: string };
  order?: DisplayOrder;
  /** What the person did about an order's bill. */
  payment?: { status: PaymentStatus; total?: number; currency?: string };
  /** Offered goods; without sections the whole catalog. */
  products?: { catalogId?: string; sections: { title?: string; productIds: string[] }[] };
}

export interface DisplayButton {
  id: string;
  title: string;
}

export interface DisplayLink {
  label: string;
  url: string;
}

export interface DisplayLocation {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
}

export interface DisplayCard {
  header?: { mediaUrl: string; mimeType: string };
  text?: string;
  buttons?: DisplayButton[];
  link?: DisplayLink;
}

export interface DisplayOrder {
  items: { name: string; quantity: number; price?: number }[];
  total?: number;
  currency?: string;
  status?: string;
  /** The last try to pay. */
  payment?: PaymentStatus;
}

export type PaymentStatus = 'success' | 'failed' | 'pending';

interface DisplayList {
  button: string;
  sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
}
