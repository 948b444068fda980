/** A request on the phone API or a test's call that cannot be done, with the HTTP status that says so. */
export class SimulatorProblem extends Error {
  readonly status: number;
  /** Short machine-readable name, such as `not_found`. */
  readonly error: string;

  constructor(status: number, error: string, message: string) {
    super(message);
    this.name = 'SimulatorProblem';
    this.status = status;
    this.error = error;
  }
}

/** 404: what was named is not there. */
export function notFound(what: string): SimulatorProblem {
  return new SimulatorProblem(404, 'not_found', `${what} is not known to the simulator.`);
}

/** 400: the request contradicts the state of the chat. */
export function notPossible(message: string): SimulatorProblem {
  return new SimulatorProblem(400, 'not_possible', message);
}

/** 409: the number's provider has no such thing. */
export function notSupported(provider: string, what: string): SimulatorProblem {
  return new SimulatorProblem(409, 'not_supported', `The simulated ${provider} has no ${what}.`);
}
