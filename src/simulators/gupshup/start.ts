import { type Running, type StartOptions, startSimulator } from '../kit/start-simulator.ts';
import { createGupshupSimulator } from './index.ts';
import type { GupshupSimulator, GupshupSimulatorOptions } from './simulator.ts';

export type RunningGupshupSimulator = Running<GupshupSimulator>;

/** On a server of its own. */
export function startGupshupSimulator(
  options: GupshupSimulatorOptions & StartOptions = {},
): Promise<RunningGupshupSimulator> {
  return startSimulator(createGupshupSimulator(options), options);
}
