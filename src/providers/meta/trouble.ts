import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderTrouble } from '../../domain/provider.ts';
import { readError } from '../kit/cloud/wire-error.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { asObject, asText, withoutUndefined } from '../kit/json.ts';
import { troubleKindOf } from '../kit/trouble.ts';
import { describeFailure, meaningOf } from './codes.ts';

/** No answer came. */
export function networkTrouble({ message, code }: SendFailure): ProviderTrouble {
  return withoutUndefined({ kind: 'unavailable', message, code });
}

/** What an answer that is no success says. */
export function readTrouble(answer: ProviderAnswer): ProviderTrouble {
  const wire = asObject(answer.json).error;
  const error = readError(wire);
  const meaning = meaningOf(error);
  // What Meta writes for people is the most telling where a template is refused.
  const said = asText(asObject(wire).error_user_msg) ?? error.text ?? `Meta answered HTTP ${answer.status}.`;
  const { message, code, stops } = describeFailure({ ...error, text: said }, meaning ?? { kind: 'rejected' });
  const kind = isUnknownObject(error)
    ? 'not_found'
    : meaning
      ? troubleKindOf(meaning.kind)
      : kindOfStatus(answer.status);
  if (answer.status === 429) return withoutUndefined({ kind: 'throttled', message, code });
  return withoutUndefined({ kind, message, code, stops: kind === 'misconfigured' ? stops : undefined });
}

function isUnknownObject({ code, subcode }: { code: number | undefined; subcode: number | undefined }): boolean {
  return code === 33 || (code === 100 && (subcode === 33 || subcode === 803));
}

function kindOfStatus(status: number): ProviderTrouble['kind'] {
  if (status === 404 || status === 410) return 'not_found';
  if (status >= 500 || status === 408) return 'unavailable';
  if (status < 400 || status === 401 || status === 403) return 'misconfigured';
  return 'invalid';
}
