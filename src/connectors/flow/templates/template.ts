import { isRecord } from '../../../domain/parsing/fields.ts';
import { readExpression } from './expression.ts';
import type { Scope } from './scope.ts';
import { isText, readTemplateText, type TextOptions } from './text.ts';

/** A JSON value of the definition in which texts are Liquid, and every object `{jsonata: …}` stands for what its expression gives. */
export interface Template {
  /** As it could look once filled, for checking its shape; undefined if an expression decides that. */
  sample: unknown;
  /** Throws `TextFailed` or `ExpressionFailed`. `now`: epoch ms. */
  render(scope: Scope, now: number): Promise<unknown>;
}

/** Stands for any value when a flow is checked, also where a URL is asked for; followed by the template, because ids must differ. */
const SAMPLE = 'https://placeholder.example/';

/** Reads a template out of a definition. Throws `Mistake`. */
export function readTemplate(value: unknown, path: string, options: TextOptions): Template {
  if (typeof value === 'string') return readString(value, path, options);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => readTemplate(item, `${path}[${index}]`, options));
    return {
      sample: items.some(isComputed) ? undefined : items.map(({ sample }) => sample),
      render: (scope, now) => Promise.all(items.map((item) => item.render(scope, now))),
    };
  }
  return isRecord(value) ? readMembers(value, path, options) : constant(value);
}

function readString(source: string, path: string, options: TextOptions): Template {
  if (!isText(source)) return constant(source);
  const text = readTemplateText(source, path, options);
  return { sample: sampleOf(source), render: async (scope) => text.render(scope) };
}

function readMembers(value: Record<string, unknown>, path: string, options: TextOptions): Template {
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === 'jsonata') {
    const expression = readExpression(value.jsonata, `${path}.jsonata`);
    return { sample: undefined, render: (scope, now) => expression.evaluate(scope, now) };
  }
  const members = names.map((name) => [name, readTemplate(value[name], `${path}.${name}`, options)] as const);
  return {
    sample: members.some(([, member]) => isComputed(member))
      ? undefined
      : Object.fromEntries(members.map(([name, { sample }]) => [name, sample])),
    async render(scope, now) {
      const rendered = members.map(async ([name, member]) => [name, await member.render(scope, now)] as const);
      return Object.fromEntries(await Promise.all(rendered));
    },
  };
}

function constant(value: unknown): Template {
  return { sample: value ?? null, render: async () => value };
}

function isComputed({ sample }: Template): boolean {
  return sample === undefined;
}

function sampleOf(source: string): string {
  const filled = source
    .replace(/\{%[\s\S]*?%\}/g, '')
    .replace(/\{\{([\s\S]*?)\}\}/g, (_, inner: string) => SAMPLE + encodeURIComponent(inner.toWellFormed()));
  return filled.trim() === '' ? SAMPLE : filled;
}
