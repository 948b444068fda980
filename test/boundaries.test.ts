/** The floor rules are only worth something if they can go red: each is broken once in a small tree of its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
let tree: string;

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'chasqui-boundaries-'));
  for (const name of ['tsconfig.json', '.dependency-cruiser.cjs', 'package.json'])
    cpSync(join(ROOT, name), join(tree, name));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
});

afterEach(() => rmSync(tree, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

function cruise(): string {
  const run = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src',
    ],
    { cwd: tree, encoding: 'utf8' },
  );
  return `${run.status === 0 ? 'green' : 'red'}\n${run.stdout}${run.stderr}`;
}

const THING = 'export const thing = 1;\n';

test.each([
  ['domain-imports-nothing', 'src/domain/a.ts', '../host/clock.ts', 'src/host/clock.ts'],
  ['domain-imports-nothing', 'src/domain/a.ts', 'node:crypto', null],
  ['host-imports-domain-only', 'src/host/a.ts', '../store/b.ts', 'src/store/b.ts'],
  ['store-is-floor-1', 'src/store/a.ts', '../services/b.ts', 'src/services/b.ts'],
  ['services-are-floor-2', 'src/services/a.ts', '../pipeline/b.ts', 'src/pipeline/b.ts'],
  ['pipeline-is-floor-3', 'src/pipeline/a.ts', '../http/b.ts', 'src/http/b.ts'],
  ['http-is-floor-4', 'src/http/a.ts', '../providers/meta/b.ts', 'src/providers/meta/b.ts'],
  ['provider-is-a-leaf', 'src/providers/meta/a.ts', '../other/b.ts', 'src/providers/other/b.ts'],
  ['provider-is-a-leaf', 'src/providers/meta/a.ts', '../../store/b.ts', 'src/store/b.ts'],
  ['connector-is-a-leaf', 'src/connectors/flow/a.ts', '../webhook/b.ts', 'src/connectors/webhook/b.ts'],
  ['file-store-is-a-leaf', 'src/files/local/a.ts', '../other/b.ts', 'src/files/other/b.ts'],
  ['file-store-is-a-leaf', 'src/files/local/a.ts', '../../host/b.ts', 'src/host/b.ts'],
  ['services-are-floor-2', 'src/services/a.ts', '../files/local/b.ts', 'src/files/local/b.ts'],
  ['simulators-are-a-separate-house', 'src/simulators/meta/a.ts', '../../domain/b.ts', 'src/domain/b.ts'],
  ['simulators-stay-apart', 'src/simulators/meta/a.ts', '../other/b.ts', 'src/simulators/other/b.ts'],
  ['only-the-roof-sees-the-lists', 'src/services/a.ts', '../providers/index.ts', 'src/providers/index.ts'],
  ['only-the-roof-sees-the-lists', 'src/pipeline/a.ts', '../files/index.ts', 'src/files/index.ts'],
  ['nothing-imports-the-roof', 'src/http/a.ts', '../app.ts', 'src/app.ts'],
])('%s: %s may not import %s', (rule, from, specifier, target) => {
  if (target) write(target, THING);
  write(
    from,
    target ? `import { thing } from '${specifier}';\nexport const copy = thing;\n` : `export * from '${specifier}';\n`,
  );
  const report = cruise();
  expect(report).toMatch(/^red/);
  expect(report).toContain(rule);
});

test('a type-only import counts too', () => {
  write('src/pipeline/b.ts', 'export interface Thing { name: string }\n');
  write('src/store/a.ts', "import type { Thing } from '../pipeline/b.ts';\nexport type Copy = Thing;\n");
  expect(cruise()).toContain('store-is-floor-1');
});

test('a cycle is found', () => {
  write('src/domain/a.ts', "import type { B } from './b.ts';\nexport interface A { b: B }\n");
  write('src/domain/b.ts', "import type { A } from './a.ts';\nexport interface B { a: A }\n");
  expect(cruise()).toContain('no-cycles');
});

test('a tree that keeps the rules is green', () => {
  write('src/domain/a.ts', THING);
  write('src/pipeline/b.ts', "import { thing } from '../domain/a.ts';\nexport const copy = thing;\n");
  expect(cruise()).toMatch(/^green/);
});
