/** Holds our clients and the simulators against the providers' own OpenAPI documents, where there are copies of them. */
import { join } from 'node:path';
import { loadDescriptions } from './openapi/documents.ts';
import { infobip } from './openapi/infobip/infobip.ts';
import { judge } from './openapi/judge.ts';
import { meta } from './openapi/meta/meta.ts';
import type { OfficialProvider } from './openapi/provider.ts';
import { twilio } from './openapi/twilio/twilio.ts';

const [folder = '', only] = process.argv.slice(2);

for (const provider of [meta, twilio, infobip]) {
  if (only === undefined || only === provider.folder) await check(provider);
}

async function check(provider: OfficialProvider): Promise<void> {
  const descriptions = loadDescriptions(join(folder, provider.folder), provider);
  if (descriptions.length === 0) {
    console.log(`${provider.displayName}: the OpenAPI documents are not at hand, nothing is checked against them.`);
    return;
  }
  const { requests, answers, webhooks, faults } = judge(provider, descriptions, await provider.run());
  const told = webhooks > 0 ? `, ${answers} answers and ${webhooks} webhooks` : ` and ${answers} answers`;
  console.log(`${provider.displayName}: ${requests} requests${told} were held against the OpenAPI documents.`);
  for (const fault of faults) console.error(`  ${fault}`);
  // A run that recorded nothing has checked nothing.
  if (faults.length > 0 || requests === 0 || answers === 0) process.exitCode = 1;
}
