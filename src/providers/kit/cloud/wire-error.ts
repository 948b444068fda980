import { asNumber, asObject, asText } from '../json.ts';

/** An error, in an answer (`error`) or in a webhook (`errors[]`), with its many spellings already sorted out. */
export interface WireError {
  code: number | undefined;
  subcode: number | undefined;
  /** The most telling of details, message and title. */
  text: string | undefined;
}

/** An error as an answer (`error`) or a webhook (`errors[]`) carries it; both have lost members in the wild. */
export function readError(value: unknown): WireError {
  const error = asObject(value);
  const { error_data: data } = error;
  return {
    code: asNumber(error.code),
    subcode: asNumber(error.error_subcode),
    text:
      asText(asObject(data).details) ??
      asText(error.details) ??
      asText(data) ??
      asText(error.message) ??
      asText(error.title),
  };
}
