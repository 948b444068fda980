import type { FastifyRequest } from 'fastify';
import type { Accounts, Callback, MetaNumber } from './account.ts';
import type { Admission } from './admission.ts';
import { pickFields } from './fields.ts';
import { GraphError } from './graph-error.ts';
import { DEFAULT_NUMBER_FIELDS, renderNumber } from './number-fields.ts';
import { pageOf } from './paging.ts';
import { idOf, isPlainObject, paramsOf, queryOf } from './request.ts';
import type { GraphObject, Route } from './route.ts';

export interface NumberParts {
  accounts: Accounts;
  admission: Admission;
  /** Makes the verification request of a new callback URL. Throws 2200. */
  verify(callback: Callback): Promise<void>;
}

/** The numbers of a business account. */
export function addNumberRoutes(route: Route, { admission }: NumberParts): void {
  route('GET', '/:id/phone_numbers', async (request) => {
    const numbers = admission.ownAccount(request, idOf(request));
    const fields = queryOf(request).get('fields');
    const page = pageOf(numbers.filter(fits(queryOf(request).get('filtering'))), request);
    return {
      ...page,
      data: page.data.map((number) => pickFields(renderNumber(number), fields, DEFAULT_NUMBER_FIELDS)),
    };
  });
}

/** `/{phone-number-id}`: its fields, and settings that are written to the number itself. */
export function numberObject({ accounts, admission, verify }: NumberParts): GraphObject {
  return {
    has: (id) => accounts.get(id) !== undefined,
    read: (request, id) => {
      const number = admission.ownNumber(request, id);
      return pickFields(renderNumber(number), queryOf(request).get('fields'), DEFAULT_NUMBER_FIELDS);
    },
    change: async (request, id) => {
      admission.ownNumber(request, id);
      const change = await readChange(request, verify);
      accounts.set({ ...accounts.require(id), ...change });
      return { success: true };
    },
  };
}

async function readChange(request: FastifyRequest, verify: NumberParts['verify']): Promise<Partial<MetaNumber>> {
  const { pin, new_display_name: name, webhook_configuration: webhook } = paramsOf(request);
  if (pin !== undefined) return { pin: parsePin(pin) };
  if (typeof name === 'string') return { requestedName: name };
  if (!isPlainObject(webhook)) throw new GraphError(100, { details: 'No known parameter was given.' });
  const override = parseOverride(webhook);
  if (override) await verify(override);
  return { override };
}

/** An override of the callback URL; nothing if it is being removed. Throws 100. */
export function parseOverride(params: Record<string, unknown>): Callback | undefined {
  const { override_callback_uri: url, verify_token: verifyToken } = params;
  if (url === undefined || url === '') return undefined;
  if (typeof url !== 'string' || url.length > 200 || !URL.canParse(url)) {
    throw new GraphError(100, { details: 'override_callback_uri must be a URL of at most 200 characters.' });
  }
  if (typeof verifyToken !== 'string' || verifyToken === '') {
    throw new GraphError(100, { details: 'The parameter verify_token is required.' });
  }
  return { callbackUrl: url, verifyToken };
}

/** Six digits. Throws 131009. */
export function parsePin(pin: unknown): string {
  const digits = String(pin);
  if (!/^\d{6}$/.test(digits)) throw new GraphError(131009, { details: 'Parameter pin: expected six digits' });
  return digits;
}

/** `filtering=[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]` */
function fits(filtering: string | null): (number: MetaNumber) => boolean {
  if (!filtering) return () => true;
  let filters: unknown;
  try {
    filters = JSON.parse(filtering);
  } catch {
    throw new GraphError(100, { details: 'filtering is not valid JSON.' });
  }
  if (!Array.isArray(filters)) throw new GraphError(100, { details: 'filtering must be a list.' });
  return (number) =>
    filters.every((filter) => !isPlainObject(filter) || renderNumber(number)[String(filter.field)] === filter.value);
}
