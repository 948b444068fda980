import type { ProviderEvent } from '../../../domain/events.ts';
import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { DeliveryStatus } from '../../../domain/status.ts';
import { attemptIdOf } from '../../kit/attempt-id.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { parseElement, rawOf, UnreadableElement } from '../../kit/elements.ts';
import { asText, asWord, isObject, type JsonObject, parseJson, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { REPORT_CODES, REPORT_STATUSES, reportedFailure, STATUSES } from '../codes.ts';

/**
 * Delivery reports: `response` is the JSON text of a list of up to 20. https://docs.gupshup.io/docs/real-time-delivery-reports (seen 2026-06)
 * @throws UnreadableElement if it is no list
 */
export function parseReports(response: unknown): readonly ProviderEvent[] {
  return readList(response).flatMap((report) =>
    parseElement(
      () => [parseReport(report)],
      () => JSON.stringify({ response: [report] }),
    ),
  );
}

function readList(response: unknown): readonly unknown[] {
  const list = typeof response === 'string' ? tryJson(response) : response;
  if (!Array.isArray(list)) throw new UnreadableElement('The delivery reports are not a JSON list.');
  return list;
}

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // Told by the caller.
  }
}

function parseReport(report: unknown): ProviderEvent {
  if (!isObject(report)) throw new UnreadableElement('A delivery report is not an object.');
  const id = asText(report.externalId);
  if (id === undefined) throw new UnreadableElement('A delivery report has no externalId.');
  const at = parseEpoch(report.eventTs);
  if (at === undefined) throw new UnreadableElement('The time of a delivery report is not one.');
  const status = readStatus(report);
  const identifiers = readIdentifiers({ phone: report.destAddr });
  return withoutUndefined({
    type: 'status_reported',
    // `srcAddr` may be a mask instead of the number.
    sender: senderOf(null),
    providerMessageId: id as ProviderMessageId,
    status,
    at,
    person: identifiers.length === 0 ? undefined : { identifiers },
    attemptId: attemptIdOf(report.extra),
    failure: status === 'failed' ? readFailure(report) : undefined,
    dedupeKey: `${id}:${asWord(report.eventType) ?? status}`,
    raw: rawOf(report),
  });
}

/** The word wins over the code; a word that nobody knows is a failure. */
function readStatus(report: JsonObject): DeliveryStatus {
  const word = asWord(report.eventType);
  if (word !== undefined) return STATUSES.get(word) ?? 'failed';
  return REPORT_STATUSES.get(codeOf(report) ?? '') ?? 'failed';
}

function readFailure(report: JsonObject): SendFailure {
  return reportedFailure(withoutUndefined({ text: asText(report.cause), code: codeOf(report) }), REPORT_CODES);
}

/** The documentation of SMS spells it `errCode`. */
function codeOf({ errorCode, errCode }: JsonObject): string | undefined {
  return asText(errorCode) ?? asText(errCode);
}
