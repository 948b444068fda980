/** One wrong place in a request. `path`: JSON pointer such as `/content/body/0`. */
export interface FieldError {
  path: string;
  message: string;
}

interface ProblemOptions extends ErrorOptions {
  fields?: readonly FieldError[];
}

/** What the gateway said instead of an answer (RFC 9457), or that it said nothing. */
export class Problem extends Error {
  /** HTTP status; 0: no answer at all. */
  readonly status: number;
  /** What is wrong with the request, place by place; empty if it is not the request. */
  readonly fields: readonly FieldError[];

  constructor(status: number, message: string, { fields = [], ...options }: ProblemOptions = {}) {
    super(message, options);
    this.name = 'Problem';
    this.status = status;
    this.fields = fields;
  }
}

/** Reads the sentence out of a problem document, whatever came. Empty: there was none. */
export function problemText(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { detail, title } = body as { detail?: unknown; title?: unknown };
  if (typeof detail === 'string' && detail !== '') return detail;
  return typeof title === 'string' ? title : '';
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== 'object' || value === null) return false;
  const { path, message } = value as { path?: unknown; message?: unknown };
  return typeof path === 'string' && typeof message === 'string';
}

/** Reads the wrong places out of a problem document, whatever came. */
export function problemFields(body: unknown): FieldError[] {
  const { errors } = (typeof body === 'object' && body !== null ? body : {}) as { errors?: unknown };
  return Array.isArray(errors) ? errors.filter(isFieldError) : [];
}

/** The wrong places that an error tells of; none if it is no refusal of the gateway. */
export function fieldsOf(error: unknown): readonly FieldError[] {
  return error instanceof Problem ? error.fields : [];
}

/** True if the browser has no valid session, whatever was asked for. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.status === 401;
}
