import { SimulatorProblem } from '../kit/problem.ts';

/** Why a number cannot send now, apart from `connected`. */
export type NumberState = 'connected' | 'deleted' | 'unregistered' | 'maintenance' | 'locked' | 'restricted';

/** An approved template: what sends are checked against. */
interface MetaTemplate {
  name: string;
  /** Locale code, such as `en_GB`. */
  language: string;
  category: 'marketing' | 'utility' | 'authentication';
  /** How many variables the body has. */
  bodyParameters?: number;
}

/** A business phone number with the app, token and business account it belongs to. */
export interface MetaNumber {
  appId: string;
  appSecret: string;
  accessToken: string;
  /** WhatsApp Business Account id. */
  businessAccountId: string;
  /** The Graph API's id of the number. */
  phoneNumberId: string;
  /** Any way of writing it; webhooks carry the digits. */
  displayPhoneNumber: string;
  /** Shown as the business's name. */
  displayName?: string;
  /** Where webhooks go; without one they go nowhere. */
  callbackUrl?: string;
  verifyToken: string;
  /** 80 unless said. */
  throughputPerSecond?: number;
  state?: NumberState;
  /** `GREEN` unless said. */
  quality?: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** A test number's allow-list, digits; without it everybody may be written to. */
  allowedRecipients?: string[];
  /** Without it any template is taken as approved, of category `utility`. */
  templates?: MetaTemplate[];
  /** The app's "require app secret": every call needs `appsecret_proof`. */
  requireAppSecretProof?: boolean;
}

/** The simulated platform's numbers, by id. */
export interface Accounts {
  /** Adds a number, or replaces the one with its id. */
  set(number: MetaNumber): void;
  get(phoneNumberId: string): MetaNumber | undefined;
  /** As `get`, for callers in the same process: throws a problem where there is none. */
  require(phoneNumberId: string): MetaNumber;
  list(): MetaNumber[];
  /** Whether any number's app holds this token. */
  hasToken(accessToken: string): boolean;
}

export function createAccounts(): Accounts {
  const numbers = new Map<string, MetaNumber>();
  const get = (phoneNumberId: string) => numbers.get(phoneNumberId);
  return {
    set: (number) => void numbers.set(number.phoneNumberId, number),
    get,
    require(phoneNumberId) {
      const number = get(phoneNumberId);
      if (!number) throw new SimulatorProblem(404, 'not_found', `Meta number ${phoneNumberId} is not known.`);
      return number;
    },
    list: () => [...numbers.values()],
    hasToken: (accessToken) => [...numbers.values()].some((number) => number.accessToken === accessToken),
  };
}

/** Digits of the business number, as webhooks carry it. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}
