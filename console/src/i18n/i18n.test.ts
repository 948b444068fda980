import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import { chooseLanguage, localeOf } from './i18n.ts';

type Texts = { [key: string]: string | Texts };

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

function readSources(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => /(?<!\.test|\.d)\.tsx?$/.test(name));
  return sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

const marks = (text: string) => [...text.matchAll(/\{\{\w+\}\}|<\/?\d+\/?>/g)].map(([mark]) => mark).sort();

describe('the two languages', () => {
  const english = flatten(en);
  const german = flatten(de);

  it('have the same keys', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leave no text empty', () => {
    const empty = [...english, ...german].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('use the same placeholders in each text', () => {
    const different = [...english].filter(([key, text]) => marks(text).join() !== marks(german.get(key) ?? '').join());
    expect(different.map(([key]) => key)).toEqual([]);
  });
});

it('no text is left over that nothing says', () => {
  const said = readSources(join(import.meta.dirname, '..'));
  const unsaid = [...flatten(en).keys()].filter((key) => {
    const family = key.slice(0, key.lastIndexOf('.') + 1);
    return !said.includes(`'${key}'`) && !said.includes(`"${key}"`) && !said.includes(`\`${family}$\{`);
  });
  expect(unsaid).toEqual([]);
});

describe('the language at first sight', () => {
  it('is the one chosen before', () => expect(chooseLanguage('de', ['en-GB'])).toBe('de'));
  it("is the browser's first that we speak", () => expect(chooseLanguage(null, ['fr-CH', 'de-CH', 'en'])).toBe('de'));
  it('is English where we speak none of them', () => expect(chooseLanguage('xx', ['fr', 'es'])).toBe('en'));
});

describe('the locale of dates', () => {
  it('is the region of the browser that speaks the language', () => {
    expect(localeOf('en', ['de-CH', 'en-GB', 'en-US'])).toBe('en-GB');
  });
  it('is the language alone where the browser has no region for it', () =>
    expect(localeOf('de', ['en-GB'])).toBe('de'));
});
