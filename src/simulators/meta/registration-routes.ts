import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts } from './account.ts';
import type { Admission } from './admission.ts';
import { GraphError } from './graph-error.ts';
import { parsePin } from './number-routes.ts';
import { idOf, paramsOf } from './request.ts';
import type { Route } from './route.ts';

const WINDOW_MS = 72 * 3_600_000;
const MOST_IN_WINDOW = 10;
const MOST_WRONG_PINS = 5;

/** The code that the platform would have sent by SMS. */
const SIMULATED_CODE = '123456';

interface RegistrationParts {
  accounts: Accounts;
  admission: Admission;
  world: { clock: SimulatorClock };
}

/** Ownership and registration of numbers. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/registration */
export function addRegistrationRoutes(route: Route, { accounts, admission, world }: RegistrationParts): void {
  /** When numbers were registered or deregistered. */
  const changes = new Map<string, number[]>();
  const wrongPins = new Map<string, number>();
  const codeRequested = new Set<string>();

  const countChange = (id: string) => {
    const now = world.clock.now();
    const recent = (changes.get(id) ?? []).filter((at) => now - at < WINDOW_MS);
    if (recent.length >= MOST_IN_WINDOW) throw new GraphError(133016);
    changes.set(id, [...recent, now]);
  };

  const checkPin = (id: string, expected: string | undefined, pin: string) => {
    if (expected === undefined || expected === pin) return wrongPins.delete(id);
    const wrong = (wrongPins.get(id) ?? 0) + 1;
    wrongPins.set(id, wrong);
    throw new GraphError(wrong > MOST_WRONG_PINS ? 133008 : 133005);
  };

  route('POST', '/:id/register', async (request) => {
    const number = admission.ownNumber(request, idOf(request));
    const { messaging_product: product, pin } = paramsOf(request);
    if (product !== 'whatsapp') throw new GraphError(100, { details: 'The parameter messaging_product is required.' });
    if (pin === undefined) throw new GraphError(131008, { details: 'The parameter pin is required.' });
    const wanted = parsePin(pin);
    countChange(number.phoneNumberId);
    if (number.isUnverified) throw new GraphError(133006);
    checkPin(number.phoneNumberId, number.pin, wanted);
    accounts.set({ ...number, pin: wanted, state: 'connected' });
    return { success: true };
  });

  route('POST', '/:id/deregister', async (request) => {
    const number = admission.ownNumber(request, idOf(request));
    if (number.isOnBusinessApp) {
      throw new GraphError(100, { details: 'A number in use with the WhatsApp Business app cannot be deregistered.' });
    }
    countChange(number.phoneNumberId);
    accounts.set({ ...number, state: 'unregistered' });
    return { success: true };
  });

  route('POST', '/:id/request_code', async (request) => {
    const number = admission.ownNumber(request, idOf(request));
    const { code_method: method, language } = paramsOf(request);
    if (method !== 'SMS' && method !== 'VOICE') throw new GraphError(100, { details: 'code_method: SMS or VOICE' });
    if (typeof language !== 'string') throw new GraphError(100, { details: 'The parameter language is required.' });
    codeRequested.add(number.phoneNumberId);
    return { success: true };
  });

  route('POST', '/:id/verify_code', async (request) => {
    const number = admission.ownNumber(request, idOf(request));
    const isRight = codeRequested.has(number.phoneNumberId) && String(paramsOf(request).code) === SIMULATED_CODE;
    if (!isRight) throw new GraphError(136024, { details: 'The code is wrong, or none was requested.' });
    codeRequested.delete(number.phoneNumberId);
    accounts.set({ ...number, isUnverified: false });
    return { success: true };
  });
}
