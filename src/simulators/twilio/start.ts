import { type Running, type StartOptions, startSimulator } from '../kit/start-simulator.ts';
import { createTwilioSimulator } from './index.ts';
import type { TwilioSimulatorOptions } from './options.ts';
import type { TwilioSimulator } from './simulator.ts';

export type RunningTwilioSimulator = Running<TwilioSimulator>;

/** On a server of its own. */
export function startTwilioSimulator(
  options: TwilioSimulatorOptions & StartOptions = {},
): Promise<RunningTwilioSimulator> {
  return startSimulator(createTwilioSimulator(options), options);
}
