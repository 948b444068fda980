import fc from 'fast-check';
import { experimentOn, type Slowest, type Try } from './experiment.ts';
import type { Target } from './targets.ts';

const INPUTS_PER_ROUND = 2_000;
/** Then there is enough to do. */
const MOST_FAULTS = 5;

/** A promise that an adapter broke, and the smallest input found that shows it. */
export interface Fault {
  message: string;
  input: string;
  /** With these two the same input comes again. */
  seed: number;
  path: string;
}

export interface Outcome {
  inputs: number;
  slowest: Slowest;
  /** One of each message. */
  faults: readonly Fault[];
}

export interface Plan {
  seconds: number;
  seed: number;
  /** Only this input, in which the seed is that of its round. */
  path?: string;
}

/** Rounds of inputs, each with a seed of its own, until the time is over. */
export function fuzz(target: Target, { seconds, seed, path }: Plan): Outcome {
  const slowest: Slowest = { ms: 0, bytes: 0 };
  const property = experimentOn(target, slowest);
  const faults = new Map<string, Fault>();
  const end = Date.now() + seconds * 1000;
  let inputs = 0;
  for (let round = 0; Date.now() < end && faults.size < MOST_FAULTS; round += 1) {
    const details = fc.check(property, {
      seed: seed + round,
      numRuns: INPUTS_PER_ROUND,
      interruptAfterTimeLimit: Math.max(1, end - Date.now()),
      ...(path !== undefined && { path }),
    });
    inputs += details.numRuns;
    if (details.failed && details.counterexample !== null) {
      const fault = faultOf(details);
      faults.set(fault.message.replaceAll(/\d+/g, '#'), fault);
    }
    if (path !== undefined) break;
  }
  return { inputs, slowest, faults: [...faults.values()] };
}

function faultOf({ errorInstance, counterexample, counterexamplePath, seed }: fc.RunDetails<[Try]>): Fault {
  const error = errorInstance instanceof Error ? errorInstance : new Error(String(errorInstance));
  const [message = ''] = error.message.split('\n');
  return {
    message: `${error.name}: ${message}`,
    input: fc.stringify(counterexample),
    seed,
    path: counterexamplePath ?? '0',
  };
}
