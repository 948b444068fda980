import type { ChannelRules } from '../domain/channel.ts';
import type { Problem } from './service-error.ts';

const DAY_MS = 24 * 3_600_000;

type Range = readonly [min: number, max: number];

/** Times in ms, ends included. 120 s is the longest that a bot may take (design: turn). */
const RANGES = {
  gatherMs: [0, 60_000],
  sessionTimeoutMs: [1_000, 30 * DAY_MS],
  messageDelayMs: [0, 60_000],
  maxAgeMs: [1_000, 30 * DAY_MS],
  botTimeoutMs: [100, 120_000],
  replyWithinMs: [1_000, DAY_MS],
  doubtWaitMs: [0, 3_600_000],
} as const satisfies Partial<Record<keyof ChannelRules, Range>>;

const PACING_RANGES = {
  perSecond: [0.001, 1_000_000],
  pairBurst: [1, 1_000_000],
  pairSeconds: [0.001, 86_400],
} as const satisfies Record<string, Range>;

const CHOICES = {
  turnMode: ['each', 'gathered'],
  windowPolicy: ['reject', 'hold', 'template'],
  doubtPolicy: ['resend', 'park'],
} as const satisfies Partial<Record<keyof ChannelRules, readonly string[]>>;

const MAX_FALLBACK_TEXT = 4_096;

/** `change` laid over `rules`, or what is wrong with the outcome. Rules stand at the top level of a channel, so do their paths. */
export function changeRules(
  rules: ChannelRules,
  change: Partial<ChannelRules>,
): { rules: ChannelRules; problems: readonly Problem[] } {
  const unknown = Object.keys(change).filter((name) => !(name in rules));
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const changed: ChannelRules = { ...rules, ...Object.fromEntries(given) };
  const problems = unknown.map((name) => ({ path: `/${name}`, message: 'Unknown rule.' }));
  return { rules: changed, problems: [...problems, ...checkRules(changed)] };
}

function checkRules(rules: ChannelRules): Problem[] {
  return [
    ...checkRanges(RANGES, rules, ''),
    ...checkRanges(PACING_RANGES, rules.pacing ?? {}, '/pacing'),
    ...Object.entries(CHOICES).flatMap(([name, options]) =>
      checkChoice(name, options, rules[name as keyof typeof CHOICES]),
    ),
    ...checkWindowTemplate(rules),
    ...checkLanguage(rules.language),
    ...checkFallbackText(rules.fallbackText),
  ];
}

function checkRanges(ranges: Readonly<Record<string, Range>>, values: object, path: string): Problem[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    const range = ranges[name];
    if (!range || value === undefined) return [];
    const [min, max] = range;
    if (typeof value === 'number' && value >= min && value <= max) return [];
    return [{ path: `${path}/${name}`, message: `Must be a number from ${min} to ${max}.` }];
  });
}

function checkChoice(name: string, options: readonly string[], value: string): Problem[] {
  return options.includes(value) ? [] : [{ path: `/${name}`, message: `Must be one of ${options.join(', ')}.` }];
}

function checkWindowTemplate(rules: ChannelRules): Problem[] {
  const type = rules.windowTemplate?.type;
  if (type === 'template' || (type === undefined && rules.windowPolicy !== 'template')) return [];
  return [{ path: '/windowTemplate', message: 'Must be a template, for the window policy "template".' }];
}

function checkLanguage(language: string): Problem[] {
  try {
    Intl.getCanonicalLocales(language);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ path: '/language', message: 'Must be a language tag such as "en" or "pt-BR".' }];
  }
}

function checkFallbackText(text: string | null): Problem[] {
  if (text === null || text.length <= MAX_FALLBACK_TEXT) return [];
  return [{ path: '/fallbackText', message: `Must be at most ${MAX_FALLBACK_TEXT} characters.` }];
}
