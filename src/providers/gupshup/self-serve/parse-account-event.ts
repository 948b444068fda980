import type { AccountEffect, AccountReported, ProviderEvent } from '../../../domain/events.ts';
import { readIdentifiers } from '../../kit/cloud/person.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asObject, asText, asWord, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { parseEpoch } from '../../kit/time.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';

/** Somebody opted in or out. @throws UnreadableElement */
export function parseUserEvent(body: JsonObject, raw: string): ProviderEvent {
  const { phone, type } = asObject(body.payload);
  const sender = senderOf(body.phone);
  const word = asWord(type) ?? 'untyped';
  if (word !== 'opted-in' && word !== 'opted-out') return unknownReported(`user-event:${word}`, raw, sender);
  const identifiers = readIdentifiers({ phone });
  const at = parseEpoch(body.timestamp);
  if (identifiers.length === 0 || at === undefined) throw new UnreadableElement('It lacks the person or the time.');
  const key = `${identifiers[0]?.matchKey ?? ''}:${word}:${at}`;
  const marketing = word === 'opted-in' ? 'resume' : 'stop';
  return { type: 'preference_reported', sender, person: { identifiers }, marketing, at, dedupeKey: key, raw };
}

/** The state or category of a template changed. https://partner-docs.gupshup.io/docs/events (seen 2026-06) */
export function parseTemplateEvent(body: JsonObject, raw: string): AccountReported {
  const payload = asObject(body.payload);
  const { id, elementName, languageCode, status, category, rejectedReason } = payload;
  const change = withoutUndefined({
    providerId: asText(id),
    name: asText(elementName),
    language: asText(languageCode),
    status: asWord(status),
    category: asWord(category),
    rejection: asText(rejectedReason),
  });
  const isKnown = change.providerId !== undefined || change.name !== undefined;
  return accountReported(body, 'template-event', {
    raw,
    effects: isKnown ? [{ type: 'template_changed', change }] : [],
  });
}

/** Reviews, tiers, capabilities: shown only. */
export function parseAccountEvent(kind: string, body: JsonObject, raw: string): AccountReported {
  return accountReported(body, kind, { raw, effects: [] });
}

function accountReported(
  body: JsonObject,
  kind: string,
  { raw, effects }: { raw: string; effects: readonly AccountEffect[] },
): AccountReported {
  return withoutUndefined({
    type: 'account_reported',
    // A connection is one app.
    account: null,
    kind,
    at: parseEpoch(body.timestamp),
    detail: { ...asObject(body.payload) },
    effects: effects.length === 0 ? undefined : effects,
    dedupeKey: `${kind}:${contentHash(raw)}`,
    raw,
  });
}
