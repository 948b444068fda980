/** What the gateway said instead of an answer (RFC 9457), or that it said nothing. */
export class Problem extends Error {
  /** HTTP status; 0: no answer at all. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Problem';
    this.status = status;
  }
}

/** Reads the sentence out of a problem document, whatever came. Empty: there was none. */
export function problemText(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { detail, title } = body as { detail?: unknown; title?: unknown };
  if (typeof detail === 'string' && detail !== '') return detail;
  return typeof title === 'string' ? title : '';
}

/** True if the browser has no valid session, whatever was asked for. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.status === 401;
}
