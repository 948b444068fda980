/** Field path → what is wrong with it, as answers name them: `content.contacts[0].birthday`. */
export type ValidationErrors = Readonly<Record<string, readonly string[]>>;

export interface ApiErrorDetails {
  validationErrors?: ValidationErrors;
  /** Seconds, for the header. */
  retryAfter?: number;
  /** Instead of the text that goes with the status. */
  text?: string;
}

/** A refusal; which of the two documented shapes it is answered in depends on the route. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ApiErrorDetails;

  constructor(status: number, details: ApiErrorDetails = {}) {
    super(details.text ?? exceptionOf(status)[1]);
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
  }
}

const EXCEPTIONS: Record<number, readonly [messageId: string, text: string]> = {
  400: ['BAD_REQUEST', 'Bad request'],
  401: ['UNAUTHORIZED', 'Invalid login details'],
  403: ['FORBIDDEN', 'Forbidden'],
  404: ['NOT_FOUND', 'Not found'],
  429: ['TOO_MANY_REQUESTS', 'Too many requests'],
};

function exceptionOf(status: number): readonly [messageId: string, text: string] {
  const unknown = status < 500 ? EXCEPTIONS[400] : undefined;
  return EXCEPTIONS[status] ?? unknown ?? ['GENERAL_ERROR', 'Something went wrong. Please contact support.'];
}

/** The shape of sends, media, templates and marks as read. */
export function renderException({ status, details }: ApiError): object {
  const [messageId, text] = exceptionOf(status);
  const { validationErrors } = details;
  return {
    requestError: {
      serviceException: { messageId, text: details.text ?? text, ...(validationErrors && { validationErrors }) },
    },
  };
}

const DESCRIPTIONS: Record<number, readonly [description: string, action: string]> = {
  400: ['Request cannot be processed.', 'Check the syntax, violations and adjust the request.'],
  401: [
    'The request lacks valid authentication credentials for the requested resource.',
    'Check the resources and adjust authentication credentials.',
  ],
  403: [
    'Insufficient permissions to access the requested resource.',
    'Repeat the request with new or different credentials.',
  ],
  404: [
    "Not found - request URL doesn't exist on the API server or resource is not found.",
    'Check the resources and adjust your request.',
  ],
  429: ['Too many requests sent.', 'Check request rate limit specified in the API endpoint documentation resource.'],
};

/** The newer shape: events, business info and the account's template list. */
export function renderError({ status, details }: ApiError): object {
  const [description, action] = DESCRIPTIONS[status] ?? ['Something went wrong.', 'Contact the support.'];
  const violations = Object.entries(details.validationErrors ?? {}).flatMap(([property, texts]) =>
    texts.map((violation) => ({ property, violation })),
  );
  return { errorCode: `E${status}`, description, action, violations, resources: [] };
}
