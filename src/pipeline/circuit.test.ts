import { expect, test } from 'vitest';
import { createCircuit, createCircuits } from './circuit.ts';

function broken(now: () => number) {
  const circuit = createCircuit(now);
  for (let failure = 0; failure < 5; failure++) {
    circuit.enter();
    circuit.failed('go');
  }
  return circuit;
}

test('lets everything pass until five failures came in a row', () => {
  const circuit = createCircuit(() => 0);
  for (let failure = 0; failure < 4; failure++) circuit.failed('go');
  circuit.succeeded();
  for (let failure = 0; failure < 4; failure++) circuit.failed('go');
  expect(circuit.enter()).toEqual({ pass: 'go' });
  circuit.failed('go');
  expect(circuit.enter()).toEqual({ pass: 'wait', retryAt: 5_000 });
});

test('opens after three failures too where they last', () => {
  let now = 0;
  const circuit = createCircuit(() => now, 5_000);
  circuit.failed('go');
  now = 5_000;
  circuit.failed('go');
  expect(circuit.isOpen()).toBe(false);
  circuit.failed('go');
  expect(circuit.openSince()).toBe(5_000);
  circuit.succeeded();
  for (let failure = 0; failure < 3; failure++) circuit.failed('go');
  expect(circuit.isOpen()).toBe(false);
});

test('lets one probe pass at a time once its time has come', () => {
  let now = 0;
  const circuit = broken(() => now);
  now = 5_000;
  expect(circuit.enter()).toEqual({ pass: 'probe' });
  expect(circuit.enter().pass).toBe('wait');
});

test('doubles the pause after every failed probe, up to a minute', () => {
  let now = 0;
  const circuit = broken(() => now);
  const pauses: number[] = [];
  for (let probe = 0; probe < 6; probe++) {
    now = circuit.retryAt() ?? Number.NaN;
    circuit.enter();
    circuit.failed('probe');
    pauses.push((circuit.retryAt() ?? Number.NaN) - now);
  }
  expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
});

test('closes with the first success', () => {
  let now = 0;
  const circuit = broken(() => now);
  now = 5_000;
  circuit.enter();
  circuit.succeeded();
  expect(circuit.isOpen()).toBe(false);
  expect(circuit.enter()).toEqual({ pass: 'go' });
});

test('a probe that told nothing leaves room for the next one', () => {
  let now = 0;
  const circuit = broken(() => now);
  now = 5_000;
  circuit.enter();
  circuit.abandoned('probe');
  expect(circuit.enter()).toEqual({ pass: 'probe' });
});

test('failures of calls that began before it opened do not push the probe away', () => {
  const circuit = broken(() => 0);
  circuit.failed('go');
  circuit.failed('go');
  expect(circuit.retryAt()).toBe(5_000);
});

test('calls that began before it opened do not end the probe that is under way', () => {
  let now = 0;
  const circuit = broken(() => now);
  now = 5_000;
  circuit.enter();
  circuit.failed('go');
  circuit.abandoned('go');
  expect(circuit.enter().pass).toBe('wait');
});

test('of several circuits the first that may be probed counts, and none that is closed or being probed', () => {
  const circuits = createCircuits<string>(() => 0);
  circuits.of('closed');
  expect(circuits.nextRetryAt()).toBeNull();
  for (let failure = 0; failure < 5; failure++) circuits.of('open').failed('go');
  expect(circuits.nextRetryAt()).toBe(5_000);
});
