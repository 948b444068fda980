/**
 * `npm run fuzz`: spoiled webhooks for every provider until the time is over. Whatever is in them, an adapter must take them soundly,
 * quickly, and without harm to what stands beside. What breaks is made as small as possible and printed with the words to repeat it.
 */
import { parseArgs } from 'node:util';
import { type Fault, fuzz, type Outcome } from './box.ts';
import { TARGETS } from './targets.ts';

const HELP = `npm run fuzz -- [--seconds 60] [--provider twilio] [--seed N] [--path P]

--seconds   for each provider
--provider  only this one
--seed      the same inputs again
--path      only the input that a fault was reported with

Exit code 1 if an adapter broke a promise.`;

const values = readOrRefuse();
if (values.help) console.log(HELP);
else process.exitCode = run();

function readOrRefuse() {
  try {
    return readValues();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

function readValues() {
  return parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      provider: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      path: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
}

function run(): number {
  const targets = TARGETS.filter(({ id }) => values.provider === undefined || id === values.provider);
  const seed = Number(values.seed);
  const seconds = Number(values.seconds);
  if (targets.length === 0 || !Number.isInteger(seed) || !(seconds > 0)) {
    console.error(HELP);
    return 2;
  }
  console.log(`seed ${seed}`);
  const path = values.path === undefined ? {} : { path: values.path };
  const lines = targets.map((target) => {
    const outcome = fuzz(target, { seed, seconds, ...path });
    for (const fault of outcome.faults) console.log(describeFault(target.id, fault));
    return { line: describe(target.id, outcome), faults: outcome.faults.length };
  });
  for (const { line } of lines) console.log(line);
  return lines.some(({ faults }) => faults > 0) ? 1 : 0;
}

function describe(id: string, { inputs, slowest, faults }: Outcome): string {
  const slow = `slowest parse ${slowest.ms.toFixed(0)} ms (${slowest.bytes} bytes)`;
  return `${id.padEnd(8)} ${inputs} inputs, ${slow}, ${faults.length} faults`;
}

function describeFault(id: string, { message, input, seed, path }: Fault): string {
  return `${id}: ${message}\n  ${input}\n  npm run fuzz -- --provider ${id} --seed ${seed} --path ${path}`;
}
