import { type Running, type StartOptions, startSimulator } from '../kit/start-simulator.ts';
import { createMetaSimulator } from './index.ts';
import type { MetaSimulator, MetaSimulatorOptions } from './simulator.ts';

export type RunningMetaSimulator = Running<MetaSimulator>;

/** On a server of its own. */
export function startMetaSimulator(options: MetaSimulatorOptions & StartOptions = {}): Promise<RunningMetaSimulator> {
  return startSimulator(createMetaSimulator(options), options);
}
