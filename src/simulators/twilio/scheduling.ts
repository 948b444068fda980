import { RestError } from './rest-error.ts';

const LONGEST_VALIDITY_S = 36_000;
const EARLIEST_MS = 15 * 60_000;
/** Seven days at first, 35 in newer documentation. */
const LATEST_MS = 35 * 86_400_000;

/** When a message is to be sent; nothing for at once. Throws 21624, 35111, 35114, 35118. */
export function readSchedule(form: URLSearchParams, now: number): { sendAt?: number } {
  const validity = form.get('ValidityPeriod');
  if (validity && !(Number(validity) >= 1 && Number(validity) <= LONGEST_VALIDITY_S)) throw new RestError(21624);
  if (form.get('ScheduleType') !== 'fixed') return {};
  if (!form.get('MessagingServiceSid')) throw new RestError(35118);
  const written = form.get('SendAt');
  if (!written) throw new RestError(35111);
  const sendAt = Date.parse(written);
  if (!(sendAt >= now + EARLIEST_MS && sendAt <= now + LATEST_MS)) throw new RestError(35114);
  return { sendAt };
}
