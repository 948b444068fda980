/** Holds the simulator's answers and our client's requests against Meta's own OpenAPI document, where there is a copy of it. */
import { existsSync, globSync } from 'node:fs';
import { loadDescription } from './openapi-meta/description.ts';
import { operationOf } from './openapi-meta/operations.ts';
import { IDS, runExchanges } from './openapi-meta/run.ts';

const [folder = ''] = process.argv.slice(2);
const [file] = existsSync(folder) ? globSync(`${folder}/*.yaml`) : [];

if (file === undefined) {
  console.log('Meta’s OpenAPI document is not at hand: the simulator is not checked against it.');
} else {
  const description = loadDescription(file);
  const faults: string[] = [];
  let checked = 0;
  for (const exchange of await runExchanges()) {
    const operation = operationOf(exchange, IDS);
    if (!operation) continue;
    const { method, path } = operation;
    if (exchange.status !== 200)
      faults.push(`${method} ${path}: answered ${exchange.status} ${JSON.stringify(exchange.answer)}`);
    const results = {
      request: exchange.request === undefined ? undefined : description.faultsOfRequest(operation, exchange.request),
      answer: exchange.status === 200 ? description.faultsOfAnswer(operation, exchange.answer) : undefined,
    };
    for (const [side, found] of Object.entries(results)) {
      if (found) checked += 1;
      for (const { instancePath, message, params } of found ?? []) {
        faults.push(`${method} ${path}: ${side} ${instancePath} ${message} ${JSON.stringify(params)}`);
      }
    }
  }
  console.log(`${checked} requests and answers were checked against Meta’s OpenAPI document.`);
  for (const fault of new Set(faults)) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
