import { type Running, type StartOptions, startSimulator } from '../kit/start-simulator.ts';
import { createInfobipSimulator } from './index.ts';
import type { InfobipSimulator, InfobipSimulatorOptions } from './simulator.ts';

export type RunningInfobipSimulator = Running<InfobipSimulator>;

/** On a server of its own. */
export function startInfobipSimulator(
  options: InfobipSimulatorOptions & StartOptions = {},
): Promise<RunningInfobipSimulator> {
  return startSimulator(createInfobipSimulator(options), options);
}
