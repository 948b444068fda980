#!/usr/bin/env node
// Plain JavaScript on purpose: it must be able to run on an old Node to say which one is needed.
const NEEDED_MAJOR = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NEEDED_MAJOR) {
  console.error(
    `chasqui needs Node.js ${NEEDED_MAJOR} or later, and this is ${process.version}.\n` +
      'Run it with "npm start" or "npx chasqui" inside the checkout (npm ci brings a Node 24 along), or install Node.js 24.',
  );
  process.exit(1);
}
const { runCli } = await import('../src/main.ts');
await runCli(process.argv.slice(2));
