import { SimulatorProblem } from '../kit/problem.ts';
import { isOfConversation } from './webhook-fields.ts';

/** Why a number cannot send now, apart from `connected`. */
export type NumberState = 'connected' | 'deleted' | 'unregistered' | 'maintenance' | 'locked' | 'restricted';

/** What has become of the access token. */
export type TokenState = 'valid' | 'expired' | 'revoked' | 'no_permission';

export interface Callback {
  callbackUrl: string;
  verifyToken: string;
}

/** A business phone number with the app, token and business account it belongs to. */
export interface MetaNumber {
  appId: string;
  appSecret: string;
  accessToken: string;
  /** `valid` unless said. */
  token?: TokenState;
  /** WhatsApp Business Account id. */
  businessAccountId: string;
  /** Business portfolio id; an invented one unless said. */
  portfolioId?: string;
  /** The Graph API's id of the number. */
  phoneNumberId: string;
  /** Any way of writing it; webhooks carry the digits. */
  displayPhoneNumber: string;
  /** Shown as the business's name. */
  displayName?: string;
  /** The app's callback URL: where webhooks go; without one they go nowhere. */
  callbackUrl?: string;
  verifyToken: string;
  /** Webhook fields that the app subscribes to; all unless said. */
  subscribedFields?: readonly string[] | undefined;
  /** Whether the app gets the webhooks of the business account; true unless said. */
  isSubscribed?: boolean;
  /** Where the number's conversations go instead of the app's callback URL. */
  override?: Callback | undefined;
  /** Where the conversations of all numbers of the business account go instead. */
  accountOverride?: Callback;
  /** 80 unless said. */
  throughputPerSecond?: number;
  state?: NumberState;
  /** `GREEN` unless said. */
  quality?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** Two-step PIN; the first registration sets it where there is none. */
  pin?: string | undefined;
  /** Nobody has proved yet that the number is the business's own. */
  isUnverified?: boolean;
  /** A new display name that waits for its review. */
  requestedName?: string;
  /** Ice breakers, commands and the welcome message. */
  automation?: Readonly<Record<string, unknown>>;
  /** The number is also in use with the WhatsApp Business app. */
  isOnBusinessApp?: boolean;
  /** A test number's allow-list, digits; without it everybody may be written to. */
  allowedRecipients?: readonly string[] | undefined;
  /** The app's "require app secret": every call needs `appsecret_proof`. */
  requireAppSecretProof?: boolean;
}

/** The simulated platform's numbers, by id. What belongs to an app or a business account is repeated in each of its numbers. */
export interface Accounts {
  /** Adds a number, or replaces the one with its id. */
  set(number: MetaNumber): void;
  /** Changes every number that fits. */
  change(which: (number: MetaNumber) => boolean, change: (number: MetaNumber) => MetaNumber): void;
  get(phoneNumberId: string): MetaNumber | undefined;
  /** As `get`, for callers in the same process: throws a problem where there is none. */
  require(phoneNumberId: string): MetaNumber;
  list(): MetaNumber[];
  ofAccount(businessAccountId: string): MetaNumber[];
  ofApp(appId: string): MetaNumber[];
}

/** `changed` is called after every change of a number. */
export function createAccounts(changed: (number: MetaNumber) => void): Accounts {
  const numbers = new Map<string, MetaNumber>();
  const get = (phoneNumberId: string) => numbers.get(phoneNumberId);
  const list = () => [...numbers.values()];
  const set = (number: MetaNumber) => {
    numbers.set(number.phoneNumberId, number);
    changed(number);
  };
  return {
    set,
    change(which, change) {
      for (const number of list().filter(which)) set(change(number));
    },
    get,
    require(phoneNumberId) {
      const number = get(phoneNumberId);
      if (!number) throw new SimulatorProblem(404, 'not_found', `Meta number ${phoneNumberId} is not known.`);
      return number;
    },
    list,
    ofAccount: (id) => list().filter(({ businessAccountId }) => businessAccountId === id),
    ofApp: (id) => list().filter(({ appId }) => appId === id),
  };
}

/** Where a webhook of this field goes; nothing if nobody subscribed. Overrides count for conversations only. */
export function callbackFor(number: MetaNumber, field: string): string | undefined {
  if (number.isSubscribed === false) return undefined;
  if (number.subscribedFields && !number.subscribedFields.includes(field)) return undefined;
  const override = isOfConversation(field) ? (number.override ?? number.accountOverride) : undefined;
  return override?.callbackUrl ?? number.callbackUrl;
}

export function isRegistered({ state }: MetaNumber): boolean {
  return state !== 'unregistered' && state !== 'deleted';
}

/** The invented business portfolio of numbers that name none. */
export function portfolioOf({ portfolioId }: MetaNumber): string {
  return portfolioId ?? '905511300447722';
}

/** Digits of the business number, as webhooks carry it. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}
