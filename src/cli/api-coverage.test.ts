import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { buildDocument } from '../http/api/document.ts';

/** Operations without a command of their own, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  'GET /api/v1/channels/{id}/connections/{connectionId}': 'channel connection list shows all of them',
  'GET /api/v1/events': 'followed by the client package',
  'GET /api/v1/stream': 'hints for pages; the terminal follows events',
  'POST /api/v1/turns/{id}/reply': 'for bots, with a token of the turn',
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** `METHOD /path` of every call in the sources, with constants and choices written out. */
function calls(): Set<string> {
  const files = globSync(`${import.meta.dirname}/**/*.ts`).filter((path) => !path.endsWith('.test.ts'));
  return new Set(files.flatMap((path) => callsIn(readFileSync(path, 'utf8'))));
}

function callsIn(source: string): string[] {
  const constants = new Map(
    [...source.matchAll(/^const (\w+) = '(\/api\/[^']+)';/gm)].map(([, name, path]) => [name, path]),
  );
  const found = source.matchAll(/\.(GET|POST|PUT|PATCH|DELETE)\(\s*(?:'([^']+)'|`([^`]+)`|(\w+))/g);
  return [...found].flatMap(([, method, plain, template, name]) => {
    const path =
      plain ??
      template?.replace(/\$\{([A-Z]+)\}/, (_, constant) => constants.get(constant) ?? '') ??
      constants.get(name) ??
      '';
    const actions = path.includes('$' + '{action}') ? ['start', 'pause', 'resume', 'stop'] : [''];
    return actions.map((action) => `${method} ${path.replace(/\$\{action\}/, action)}`);
  });
}

test('every operation of the API has a command', async () => {
  const { paths } = document.parse(await buildDocument());
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const called = calls();
  expect(operations.filter((operation) => !called.has(operation) && !(operation in WITHOUT))).toEqual([]);
  expect(Object.keys(WITHOUT).filter((operation) => called.has(operation) || !operations.includes(operation))).toEqual(
    [],
  );
});
