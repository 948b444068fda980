import { type Running, type StartOptions, startSimulator } from '../kit/start-simulator.ts';
import { createKarixSimulator } from './index.ts';
import type { KarixSimulator, KarixSimulatorOptions } from './simulator.ts';

export type RunningKarixSimulator = Running<KarixSimulator>;

/** On a server of its own. */
export function startKarixSimulator(
  options: KarixSimulatorOptions & StartOptions = {},
): Promise<RunningKarixSimulator> {
  return startSimulator(createKarixSimulator(options), options);
}
