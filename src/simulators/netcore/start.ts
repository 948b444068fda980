import { type Running, type StartOptions, startSimulator } from '../kit/start-simulator.ts';
import { createNetcoreSimulator } from './index.ts';
import type { NetcoreSimulator, NetcoreSimulatorOptions } from './simulator.ts';

export type RunningNetcoreSimulator = Running<NetcoreSimulator>;

/** On a server of its own. */
export function startNetcoreSimulator(
  options: NetcoreSimulatorOptions & StartOptions = {},
): Promise<RunningNetcoreSimulator> {
  return startSimulator(createNetcoreSimulator(options), options);
}
