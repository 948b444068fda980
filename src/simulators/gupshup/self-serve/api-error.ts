/** A request that the self-serve API refuses. */
export class ApiError extends Error {
  readonly httpStatus: number;
  /** One of the product's error numbers, where it tells one. */
  readonly code: number | undefined;

  constructor(httpStatus: number, message: string, code?: number) {
    super(message);
    this.name = 'ApiError';
    this.httpStatus = httpStatus;
    this.code = code;
  }
}

/** 400 with the reason. */
export function badRequest(message: string): ApiError {
  return new ApiError(400, message);
}

export function renderApiError({ message, code }: ApiError): object {
  return { status: 'error', message, ...(code !== undefined && { code }) };
}
