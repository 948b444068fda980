/** Error codes of the documentation, with invented sentences where it has none. */
const MESSAGES: Readonly<Record<number, string>> = {
  8001: 'A required parameter is missing',
  8002: 'Contact has not opted in',
  8003: 'Contact does not exist',
  8004: 'Client details not found',
  8005: 'Technical error',
  8006: 'Validation failed',
  8007: 'Message sent outside the 24-hour window',
  8008: 'Invalid media id or unusable media',
};

/** A request that is answered `"status":"failure"` with a code. */
export class ApiFailure extends Error {
  readonly code: number;
  /** Where the simulator is told to answer with this one; the usual one if left out. */
  readonly httpStatus: number | undefined;

  constructor(code: number, message?: string, httpStatus?: number) {
    super(message ?? messageOf(code));
    this.name = 'ApiFailure';
    this.code = code;
    this.httpStatus = httpStatus;
  }
}

/** A request that the gateway before the API turns away: `{"error","message","status"}`. */
export class GatewayRefusal extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, message: string) {
    super(message);
    this.name = 'GatewayRefusal';
    this.status = status;
    this.error = error;
  }
}

/** No `Bearer ` in the header, or no header. */
export class MissingBearer extends Error {}

/** The key is unknown, or belongs to another number. */
export class AccessDenied extends Error {}

/** The sentence of a code. */
export function messageOf(code: number): string {
  return MESSAGES[code] ?? `Error ${code}`;
}
