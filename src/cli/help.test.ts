import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { createProgram } from './program.ts';

let written: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => written.mockRestore());

/** Runs it; resolves with what was written. */
async function say(...args: string[]): Promise<string> {
  written.mockClear();
  await createProgram().parseAsync(args, { from: 'user' });
  return written.mock.calls.map(([text]) => String(text)).join('');
}

test('help without a command shows all of them, and with one what it takes, however deep it is', async () => {
  expect(await say('help')).toMatch(/^Usage: chasqui \[options\] \[command\]/);
  expect(await say('help', 'channel')).toMatch(/^Usage: chasqui channel/);
  expect(await say('help', 'channels', 'sender', 'link')).toMatch(/^Usage: chasqui channel\S* sender\S* link /);
});

test('help for a command that is not there says so', async () => {
  await expect(say('help', 'channel', 'paint')).rejects.toThrow('there is no command "channel paint"');
});
