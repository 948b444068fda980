import { httpStatusOf, messageOf } from './codes.ts';

/** A refusal in the REST API's own form. */
export class RestError extends Error {
  readonly code: number;
  readonly status: number;

  /** `message` and `status` are the code's own unless given. */
  constructor(code: number, message = messageOf(code), status = httpStatusOf(code)) {
    super(message);
    this.name = 'RestError';
    this.code = code;
    this.status = status;
  }

  /** The response body. */
  render() {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** 404: not there, or another account's. `path` is what was asked for. */
export function noResource(path: string): RestError {
  return new RestError(20404, `The requested resource ${path.split('?')[0]} was not found`);
}
