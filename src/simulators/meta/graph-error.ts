import { httpStatusOf, titleOf } from './codes.ts';

export interface GraphErrorDetails {
  details?: string;
  httpStatus?: number;
  subcode?: number;
  type?: string;
  /** Instead of `(#code) title`. */
  message?: string;
  /** What the platform's own pages would show to a person. */
  userTitle?: string;
  userMessage?: string;
}

/** A refusal in the Graph API's own form. */
export class GraphError extends Error {
  readonly code: number;
  readonly httpStatus: number;
  readonly #more: GraphErrorDetails;

  constructor(code: number, more: GraphErrorDetails = {}) {
    super(more.message ?? `(#${code}) ${titleOf(code)}`);
    this.name = 'GraphError';
    this.code = code;
    this.httpStatus = more.httpStatus ?? httpStatusOf(code);
    this.#more = more;
  }

  /** The response body. `traceId` becomes `fbtrace_id`. */
  render(traceId: string): { error: Record<string, unknown> } {
    const { details, subcode, userTitle, userMessage, type = 'OAuthException' } = this.#more;
    return {
      error: {
        message: this.message,
        type,
        code: this.code,
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(userTitle !== undefined && { error_user_title: userTitle }),
        ...(userMessage !== undefined && { error_user_msg: userMessage }),
        ...(details !== undefined && { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: traceId,
      },
    };
  }
}

/** Object that is not there or belongs to another app: Meta does not tell which. */
export function unknownObject(method: string, id: string): GraphError {
  return new GraphError(100, {
    type: 'GraphMethodException',
    subcode: 33,
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist or cannot be loaded with this token.`,
  });
}
