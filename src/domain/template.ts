/** Message templates as every provider has them: texts with variables that were approved beforehand. */

export type ParameterFormat = 'positional' | 'named';

/** Values are the providers' words in lower case; unknown ones are kept as they are. */
export interface Template {
  /** The provider's id as text; null where it gives none. */
  providerId: string | null;
  name: string;
  /** As the provider writes it (`en_GB`). */
  language: string;
  /** `marketing`, `utility`, `authentication`, … */
  category: string;
  /** Only `approved` can be sent. */
  status: string;
  /** `green`, `yellow`, `red`, `unknown`; null if never told. */
  quality: string | null;
  /** Why it was rejected, in the provider's words. */
  rejection: string | null;
  parameterFormat: ParameterFormat;
  header: TemplateHeader | null;
  body: TemplateText;
  footer: string | null;
  buttons: readonly TemplateButton[];
  /** Carousel; empty if it has none. */
  cards: readonly TemplateCard[];
  /** An offer that ends: every send tells when (`limitedTimeOffer`). */
  hasOffer?: true;
  /** Its definition as the provider gave it. */
  provider: Record<string, unknown>;
}

/** A text and the names of its variables in order: `1`, `2`, … where they are positional. */
export interface TemplateText {
  text: string;
  variables: readonly string[];
}

export type TemplateHeader =
  | ({ format: 'text' } & TemplateText)
  | { format: 'image' | 'video' | 'document' | 'gif' | 'location' | 'product' };

export interface TemplateButton {
  /** `quick_reply`, `url`, `phone_number`, `copy_code`, `otp`, `flow`, `catalog`, `mpm`, … */
  type: string;
  text: string;
  url?: string;
  phoneNumber?: string;
  /** A send must give a value for it. */
  needsParameter: boolean;
}

export interface TemplateCard {
  header: TemplateHeader | null;
  body: TemplateText | null;
  buttons: readonly TemplateButton[];
}

/** What a provider told about one template; absent members did not change. Found by id, else by name and language. */
export interface TemplateChange {
  providerId?: string;
  name?: string;
  language?: string;
  status?: string;
  quality?: string;
  category?: string;
  rejection?: string;
  /** A category that will hold from `at` on (epoch ms). */
  announcedCategory?: { category: string; at?: number };
  /** It is gone. */
  deleted?: true;
  /** Its content was edited elsewhere: it must be read again. */
  contentChanged?: true;
}

/** A template to be created. Examples are what the provider's reviewers see; every variable and media header needs one. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: string;
  parameterFormat: ParameterFormat;
  header?:
    | { format: 'text'; text: string; examples?: Readonly<Record<string, string>> }
    | { format: 'image' | 'video' | 'document'; exampleUrl?: string; exampleHandle?: string }
    | { format: 'location' };
  body: { text: string; examples?: Readonly<Record<string, string>> };
  footer?: string;
  buttons?: readonly { type: string; text?: string; url?: string; phoneNumber?: string; example?: string }[];
  /** In the provider's own words; replaces header, body, footer and buttons. */
  components?: readonly Record<string, unknown>[];
}
