/** A request that the gateway refuses, by its number. */
export class GatewayError extends Error {
  readonly number: number;

  constructor(number: number, details: string) {
    super(details);
    this.name = 'GatewayError';
    this.number = number;
  }
}

/** 101: a parameter is missing or malformed. */
export function badParameter(name: string, why: string): GatewayError {
  return new GatewayError(101, `The parameter "${name}" ${why}.`);
}
