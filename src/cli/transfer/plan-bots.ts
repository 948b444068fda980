import type { Schemas } from '../client.ts';
import { describeBot } from './describe-setup.ts';
import { wholeDifferences } from './difference.ts';
import type { DocumentBot } from './document.ts';
import { type Circumstances, entryOf, type Findings, findByName, type PlanEntry } from './plan.ts';
import { planSecrets, secretLines } from './plan-secrets.ts';
import { settingProblems } from './setting-problems.ts';
import { settingsChange } from './settings-change.ts';

/** What becomes of a bot. Its connector cannot be changed; settings that the document leaves out are taken away. */
export function planBot(bot: DocumentBot, circumstances: Circumstances): PlanEntry {
  const { target, secrets, replaceSecrets: replace } = circumstances;
  const { found, problems } = findByName(target.bots, bot.name);
  const definition = target.connectors.find(({ id }) => id === bot.connector);
  const secret = planSecrets({
    path: `bots.${bot.name}`,
    needed: bot.secretsNeeded ?? [],
    set: found?.secretsSet ?? [],
    given: secrets.bots?.[bot.name] ?? {},
    fields: definition?.fields ?? [],
    replace,
  });
  const findings = found ? changes(bot, found, secret.settings) : creation(bot, secret.settings);
  if (!definition) problems.push(`the target has no connector "${bot.connector}"`);
  else {
    const { settings } = bot;
    const wrong = settingProblems({ path: 'settings.', settings, isNew: !found, fields: definition.fields });
    problems.push(...secret.problems, ...wrong);
  }
  if (found && found.connector !== bot.connector) {
    problems.push(`it is reached by "${found.connector}" at the target: rename or delete that bot`);
  }
  return entryOf({ kind: 'bot', name: bot.name }, !found, { ...findings, problems });
}

function creation(bot: DocumentBot, secrets: Record<string, string>): Omit<Findings, 'problems'> {
  const { name, connector, settings = {} } = bot;
  return {
    lines: [connector],
    steps: [{ do: 'create_bot', body: { name, connector, settings: { ...settings, ...secrets } } }],
  };
}

function changes(bot: DocumentBot, found: Schemas['Bot'], secrets: Record<string, string>): Omit<Findings, 'problems'> {
  const settings = { ...settingsChange(describeBot(found).settings ?? {}, bot.settings), ...secrets };
  const lines = [
    ...(bot.settings ? wholeDifferences(found.settings, bot.settings, 'settings.') : []),
    ...secretLines(secrets, found.secretsSet),
  ];
  if (Object.keys(settings).length === 0) return { lines, steps: [] };
  return { lines, steps: [{ do: 'update_bot', name: bot.name, body: { settings } }] };
}
