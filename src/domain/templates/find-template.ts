import type { Template } from '../template.ts';
import type { TemplateProblem } from './template-problem.ts';

/** How many names are offered in place of an unknown one. */
const OFFERED = 3;
/** A name with more wrong letters is another name. */
const MAX_MISTAKES = 8;
/** Longer names are compared as wholes only: an account may have thousands. */
const MAX_COMPARED = 64;

type Named = Pick<Template, 'name' | 'language'>;

/** The template of this name in this language; or what to write instead. */
export function findTemplate<Known extends Named>(
  templates: readonly Known[],
  { name, language }: Named,
): { ok: true; template: Known } | ({ ok: false } & TemplateProblem) {
  const sameName = templates.filter((template) => template.name === name);
  const template = sameName.find((known) => known.language === language);
  if (template) return { ok: true, template };
  if (sameName.length === 0) return { ok: false, path: '/name', message: unknownName(templates, name) };
  const languages = sameName.map((known) => known.language).toSorted();
  return {
    ok: false,
    path: '/language',
    message: `the template ${name} is not there in ${language}; there is ${languages.join(', ')}`,
  };
}

function unknownName(templates: readonly Named[], name: string): string {
  const near = nearNames([...new Set(templates.map((template) => template.name))], name);
  return `there is no template ${name}${near.length > 0 ? `; similar ones are ${near.join(', ')}` : ''}`;
}

/** Names that a typing mistake or a forgotten part may have meant, best first. */
function nearNames(names: readonly string[], wanted: string): string[] {
  const farthest = Math.min(MAX_MISTAKES, Math.max(2, Math.floor(wanted.length / 3)));
  const distanceTo = (name: string) => {
    if (name.includes(wanted) || wanted.includes(name)) return 1;
    const isHopeless = Math.abs(name.length - wanted.length) > farthest || wanted.length > MAX_COMPARED;
    return isHopeless ? Number.POSITIVE_INFINITY : distance(name, wanted);
  };
  return names
    .map((name) => ({ name, distance: distanceTo(name) }))
    .filter((near) => near.distance <= farthest)
    .toSorted((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1))
    .slice(0, OFFERED)
    .map(({ name }) => name);
}

/** Levenshtein's: single characters to insert, delete or replace. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let place = 1; place <= left.length; place += 1) {
    const next = [place];
    for (let other = 1; other <= right.length; other += 1) {
      const replaced = (row[other - 1] ?? 0) + (left[place - 1] === right[other - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
