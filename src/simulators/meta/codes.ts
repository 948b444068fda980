/**
 * Meta's error codes: title and the HTTP status of synchronous answers.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes (the statuses are from its older editions)
 */
const CODES: Record<number, readonly [title: string, httpStatus: number]> = {
  0: ['AuthException', 401],
  1: ['API Unknown', 400],
  2: ['API Service', 503],
  3: ['API Method', 500],
  4: ['API Too Many Calls', 429],
  10: ['Permission Denied', 403],
  33: ['Parameter value is not valid', 400],
  100: ['Invalid parameter', 400],
  104: ['An access token is required to request this resource', 401],
  190: ['Access token has expired', 401],
  200: ['API Permission', 403],
  368: ['Temporarily blocked for policies violations', 403],
  2200: ['Callback verification failed', 400],
  80007: ['Rate limit issues', 429],
  130403: ['User is blocked', 400],
  130429: ['Rate limit hit', 429],
  130472: ["User's number is part of an experiment", 400],
  130497: ['Business account is restricted from messaging users in this country', 403],
  131000: ['Something went wrong', 500],
  131005: ['Access denied', 403],
  131008: ['Required parameter is missing', 400],
  131009: ['Parameter value is not valid', 400],
  131016: ['Service unavailable', 503],
  131021: ['Recipient cannot be sender', 400],
  131026: ['Message undeliverable', 400],
  131030: ['Recipient phone number not in allowed list', 400],
  131031: ['Account has been locked', 403],
  131037: ['Display name approval is needed', 400],
  131042: ['Business eligibility payment issue', 402],
  131045: ['Incorrect certificate', 500],
  131047: ['Re-engagement message', 400],
  131048: ['Spam rate limit hit', 429],
  131049: ['Meta chose not to deliver', 400],
  131050: ['User has stopped marketing messages', 400],
  131051: ['Unsupported message type', 400],
  131052: ['Media download error', 400],
  131053: ['Media upload error', 400],
  131056: ['(Business account, consumer account) pair rate limit hit', 429],
  131057: ['Account in maintenance mode', 500],
  131062: ['Business-scoped user id is not supported for this message', 400],
  132000: ['Template parameter count mismatch', 400],
  132001: ['Template does not exist', 404],
  132005: ['Template hydrated text too long', 400],
  132007: ['Template content policy violated', 400],
  132012: ['Template parameter format mismatch', 400],
  132015: ['Template is paused', 400],
  132016: ['Template is disabled', 400],
  133010: ['Phone number not registered', 400],
  134011: ['Payments terms not accepted', 402],
  135000: ['Generic user error', 400],
  137000: ['Identity key hash mismatch', 400],
};

export function titleOf(code: number): string {
  return CODES[code]?.[0] ?? 'Something went wrong';
}

export function httpStatusOf(code: number): number {
  return CODES[code]?.[1] ?? 400;
}
