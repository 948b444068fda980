/** The guard does not let a request go to this place. Nothing was sent. The message is a sentence for an operator. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
  readonly code = 'EGRESS_REFUSED';

  constructor(host: string, why: string) {
    super(
      `A request to ${host} was refused: ${why}. Networks beside public https are let through by CHASQUI_EGRESS_ALLOW.`,
    );
  }
}

/** No byte of the request was written: no connection, no TLS, or it was ended while it waited for one. `cause` says which. */
export class RequestNotSent extends Error {
  override readonly name = 'RequestNotSent';
  readonly code = 'NOT_SENT';

  constructor(host: string, cause: unknown) {
    super(`No request was sent to ${host}: ${reasonOf(cause)}`, { cause });
  }
}

/** A name with several addresses fails with an `AggregateError` whose own message is empty. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : String(cause);
}
