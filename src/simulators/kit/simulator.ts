import type { FastifyPluginAsync } from 'fastify';

/** A new account at a simulated provider, with one business number. */
export interface AccountRequest {
  /** Digits only, with country code. */
  phoneNumber: string;
  displayName: string;
  /** Of a provider with several products, the one that is not the usual one. */
  product?: string;
  /** 64 hex digits for a purpose; the same ones after a restart, so that the same account is opened again. */
  secretOf(purpose: string): string;
}

/** What the operator of a client enters there, by the name of the field in the client's form. */
export interface OpenedAccount {
  /** Id of the number, as the phones know it. */
  numberId: string;
  /** Credentials and the address of the provider's API. */
  settings: Readonly<Record<string, string>>;
  /** What names the number beside its phone number. */
  senderFields: Readonly<Record<string, string>>;
}

/** What every provider's simulator has, for whoever puts them together. */
export interface ProviderSimulator {
  /** As clients call the provider: `meta`, … */
  readonly provider: string;
  /** The provider's API; mount it at the root of a server of its own. */
  readonly api: FastifyPluginAsync;
  /** What scripts order over HTTP, below `/simulator/api/{provider}`. */
  readonly control: FastifyPluginAsync;
  /** Where `api` is reached, without a slash at the end: for the addresses that answers and webhooks name. */
  setBaseUrl(url: string): void;
  /** Opens an account, or the same one again. Throws before `setBaseUrl`. */
  openAccount(request: AccountRequest): OpenedAccount;
  /**
   * Where the number's webhooks go, as an operator enters it in the provider's console. Rejects if the provider does not accept it, and with a
   * 404 problem for an unknown number.
   */
  setCallback(numberId: string, callbackUrl: string): void | Promise<void>;
  /** Ends timers, retries and connections. */
  stop(): Promise<void>;
}
