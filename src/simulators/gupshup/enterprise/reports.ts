import type { OrderedFailure } from '../../kit/answer-fault.ts';
import { notSupported } from '../../kit/problem.ts';
import type { ProgressStatus } from '../../kit/progress.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { Accounts, EnterpriseNumber } from '../account.ts';
import type { Outbox } from '../outbox.ts';
import type { Underway } from '../sending.ts';

/** The most that one request carries. */
const LARGEST_BATCH = 20;
/** How long a batch waits to be full. */
const BATCH_MS = 1_000;

const SUCCESS = {
  sent: { cause: 'SENT', code: '025' },
  delivered: { cause: 'SUCCESS', code: '000' },
  read: { cause: 'READ', code: '026' },
};

export interface ReportOptions {
  accounts: Accounts;
  outbox: Outbox;
  schedule: Schedule;
  now(): number;
}

/** Delivery reports of the enterprise gateway, alone or several in a request. */
export interface Reports {
  tell(number: EnterpriseNumber, message: Underway, status: ProgressStatus, failure?: OrderedFailure): void;
  /** From now on the number's reports are collected. */
  hold(numberId: string): void;
  /** Posts what was collected, at most twenty a request, and stops collecting. */
  release(numberId: string, order?: 'reversed'): void;
}

export function createReports({ accounts, outbox, schedule, now }: ReportOptions): Reports {
  const waiting = new Map<string, object[]>();
  const held = new Set<string>();

  const requireEnterprise = (numberId: string): EnterpriseNumber => {
    const number = accounts.require(numberId);
    if (number.product !== 'enterprise') throw notSupported('self-serve product', 'delivery reports');
    return number;
  };

  const post = (numberId: string, order?: 'reversed') => {
    const number = requireEnterprise(numberId);
    const reports = waiting.get(numberId) ?? [];
    waiting.delete(numberId);
    if (order === 'reversed') reports.reverse();
    for (let from = 0; from < reports.length; from += LARGEST_BATCH) {
      const response = JSON.stringify(reports.slice(from, from + LARGEST_BATCH));
      outbox.send({ number, ...encodeReport(number, response), line: 'reports', isReport: true });
    }
  };

  return {
    tell(number, message, status, failure) {
      const { numberId, conditions } = number;
      const reports = [...(waiting.get(numberId) ?? []), renderReport(number, message, { status, failure, at: now() })];
      waiting.set(numberId, reports);
      if (held.has(numberId)) return;
      if (reports.length >= conditions.reportsPerRequest) return post(numberId);
      if (reports.length === 1) schedule.after(BATCH_MS, () => !held.has(numberId) && post(numberId));
    },
    hold: (numberId) => void held.add(requireEnterprise(numberId).numberId),
    release(numberId, order) {
      held.delete(numberId);
      post(numberId, order);
    },
  };
}

interface Happening {
  status: ProgressStatus;
  failure: OrderedFailure | undefined;
  /** Epoch ms. */
  at: number;
}

/** https://docs.gupshup.io/docs/real-time-delivery-reports */
function renderReport(number: EnterpriseNumber, { messageId, outgoing }: Underway, happening: Happening): object {
  const { status, failure, at } = happening;
  const { cause, code } =
    status === 'failed'
      ? { cause: failure?.details ?? 'SYSTEM_FAILURE', code: String(failure?.code ?? 5).padStart(3, '0') }
      : SUCCESS[status];
  return {
    srcAddr: number.phoneNumber,
    channel: 'WHATSAPP',
    externalId: messageId,
    cause,
    [number.conditions.codeKey]: code,
    destAddr: outgoing.to,
    eventType: status.toUpperCase(),
    eventTs: at,
    ...(outgoing.extra && { extra: outgoing.extra }),
  };
}

function encodeReport({ conditions }: EnterpriseNumber, response: string) {
  if (conditions.encoding === 'form') {
    const body = new URLSearchParams({ response }).toString();
    return { contentType: 'application/x-www-form-urlencoded' as const, body };
  }
  const others = conditions.encoding === 'json' ? {} : { waNumber: null, mobile: null, name: null, type: null };
  return { contentType: 'application/json' as const, body: JSON.stringify({ ...others, response }) };
}
