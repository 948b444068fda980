import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createProgram } from '../program.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { wordsOf } from './words.ts';
import { zshCompletion } from './zsh.ts';

const WORDS = wordsOf(createProgram());
const folder = mkdtempSync(join(tmpdir(), 'completion-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The script in a file that a shell can read. */
function save(shell: string, script: string): string {
  const path = join(folder, shell);
  writeFileSync(path, script);
  return path;
}

/** What bash offers when the last of the words is to be completed. */
function complete(...words: string[]): string[] {
  const script = save('bash', bashCompletion(WORDS));
  const ask = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _chasqui; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['-c', ask, script, 'chasqui', ...words], { encoding: 'utf8' });
  return out.split('\n').filter((word) => word !== '');
}

test('bash completes commands, their aliases, options and the values that are known', () => {
  expect(complete('chan')).toEqual(['channel']);
  expect(complete('channel', 'connection', 'u')).toEqual(['update']);
  expect(complete('channels', 'list', '--l')).toEqual(['--limit']);
  expect(complete('conversation', 'give', 'conv_1', '')).toEqual(expect.arrayContaining(['human', 'bot', 'paused']));
  expect(complete('bulk', 'recipients', '--state', 's')).toEqual(['skipped']);
  expect(complete('send', '--channel', '')).toEqual([]);
  expect(complete('channel', 'show', 'ch_1', '--j')).toEqual(['--json']);
});

/** How each shell checks a script without running it. */
const CHECKS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

test.each(Object.entries(CHECKS))('%s finds no mistake in its script', (shell, write) => {
  const path = save(shell, write(WORDS));
  const { error, status, stderr } = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
  // A machine without this shell cannot say; where it is, it must be content.
  const isThere = error === undefined;
  expect({ status: isThere ? status : 0, stderr: isThere ? stderr : '' }).toEqual({ status: 0, stderr: '' });
});

test('every command and option stands in every script', () => {
  const scripts = Object.values(CHECKS).map((write) => write(WORDS));
  for (const { path, options } of WORDS) {
    for (const script of scripts) {
      expect(script).toContain(path.join(' '));
      for (const { flags } of options) expect(script).toContain(flags[0]?.replace(/^--/, ''));
    }
  }
});
