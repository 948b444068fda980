import type { TemplateContent, TemplateParameter } from '../../domain/content.ts';
import type { Template } from '../../domain/template.ts';
import { asObject, asText } from './json.ts';

/** A text says what is wrong. */
export type Values = readonly string[] | string;

/**
 * The values of a template's body in the order of its variables, for providers that know them by their place only. Values with a name
 * need our copy of the template, which tells the order; with it, their number is checked too.
 */
export function bodyValues({ body = [] }: TemplateContent, template: Template | undefined): Values {
  const names = template?.body.variables;
  if (names !== undefined && names.length !== body.length) {
    return `The template has ${names.length} variables in its body, and ${body.length} values were given.`;
  }
  const values: string[] = [];
  for (const [index, value] of body.entries()) {
    const place = placeOf(value, names) ?? index;
    const text = valueText(value);
    if (place === -1) return `The template has no variable ${typeof value === 'string' ? '' : value.name}.`;
    if (text === undefined) return `The value ${index + 1} of the body needs a text here.`;
    values[place] = text;
  }
  const isComplete = Object.keys(values).length === body.length;
  return isComplete ? values : 'A variable of the template has two values, and another none.';
}

/** Undefined: as given. */
function placeOf(value: string | TemplateParameter, names: readonly string[] | undefined): number | undefined {
  if (typeof value === 'string' || value.name === undefined) return undefined;
  return names?.indexOf(value.name);
}

/** What a value says where only text can be shown: amounts and dates carry one for that. Undefined: nothing. */
export function valueText(value: string | TemplateParameter): string | undefined {
  if (typeof value === 'string') return value;
  const inner = Object.values(value).map(asObject);
  const fallback = inner.map((one) => asText(one.fallbackValue) ?? asText(one.fallback_value)).find(Boolean);
  return asText(value.text) ?? fallback;
}
