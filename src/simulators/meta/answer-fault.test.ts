import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import type { Fault } from '../kit/faults.ts';
import { type RunningMetaSimulator, startMetaSimulator } from './start.ts';

const number = inventedNumber();
const numberId = number.phoneNumberId;
let simulator: RunningMetaSimulator;

beforeEach(async () => {
  simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 } });
  simulator.addNumber(number);
  simulator.world.people.add({ id: 'mina', name: 'Mina', phone: '15550100001' });
  await simulator.write(numberId, 'mina', { type: 'text', text: 'Hello' });
});

afterEach(() => simulator.stop());

/** Orders a fault over the phone API, as a script does. */
async function order(fault: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${simulator.url}/simulator/api/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ numberId, ...fault }),
  });
  expect(response.status).toBe(201);
}

function send(signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${simulator.url}/v25.0/${numberId}/messages`, {
    method: 'POST',
    signal,
    headers: { authorization: `Bearer ${number.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: '+15550100001', text: { body: 'Hi' } }),
  });
}

const accepted = () => simulator.counters().accepted;

test('the next sends fail with the wanted status and code, those after them do not', async () => {
  await order({ kind: 'error', status: 500, code: 131000, count: 2 });
  for (const _ of [1, 2]) {
    const answer = await send();
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ error: { code: 131000 } });
  }
  expect(accepted()).toBe(0);
  expect((await send()).status).toBe(200);
});

test('an error without a code is not even JSON', async () => {
  await order({ kind: 'error', status: 500 });
  const answer = await send();
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toMatchObject({
    status: 500,
    type: expect.stringContaining('text/html'),
  });
});

test('an error code brings its own status', async () => {
  await order({ kind: 'error', code: 130429 });
  expect((await send()).status).toBe(429);
});

test('an error may hide that the message went out', async () => {
  await order({ kind: 'error', status: 500, code: 2, processed: true });
  expect((await send()).status).toBe(500);
  expect(accepted()).toBe(1);
});

test('a dropped connection may come after the message was accepted, or before', async () => {
  await order({ kind: 'drop' });
  await expect(send()).rejects.toThrow();
  expect(accepted()).toBe(1);
  await order({ kind: 'drop_before' });
  await expect(send()).rejects.toThrow();
  expect(accepted()).toBe(1);
});

test('a late answer comes after the message is on its way', async () => {
  await order({ kind: 'delay', delayMs: 60 });
  const answer = send();
  await simulator.waitForMessage(() => true);
  expect(await Promise.race([answer, Promise.resolve('not yet')])).toBe('not yet');
  expect((await answer).status).toBe(200);
});

test('a request that hangs ends with the client’s patience, or with the simulator', async () => {
  await order({ kind: 'hang', count: 2 });
  const impatient = new AbortController();
  const first = send(impatient.signal);
  const second = send();
  impatient.abort();
  await expect(first).rejects.toThrow('aborted');
  await simulator.stop();
  await expect(second).rejects.toThrow();
  expect(accepted()).toBe(0);
});

test('a message can be accepted and then fail for any reason', async () => {
  const fates: string[] = [];
  const settled = new Promise<void>((resolve) => {
    simulator.world.events.listen((told) => {
      if (told.event === 'status') fates.push(told.data.status);
      if (fates.includes('failed') || fates.includes('delivered')) resolve();
    });
  });
  await order({ kind: 'failed', code: 131049 });
  expect((await send()).status).toBe(200);
  await settled;
  expect(fates).toEqual(['failed']);
});

test('a fault of one number leaves others alone, and all can be called off', async () => {
  const other: Fault = { kind: 'drop', numberId: 'another' };
  simulator.world.faults.add(other);
  expect((await send()).status).toBe(200);
  await order({ kind: 'drop', count: 9 });
  await fetch(`${simulator.url}/simulator/api/faults`, { method: 'DELETE' });
  expect((await send()).status).toBe(200);
});
