import type { TemplateParameter } from '../content.ts';
import type { ParameterFormat, TemplateText } from '../template.ts';
import { checkTextValue } from './check-text-value.ts';
import { counted, firstProblem, type TemplateProblem } from './template-problem.ts';

const MAX_BODY_VALUE = 1_024;

type Value = string | TemplateParameter;

/** Where the values stand, and how the template's variables are told apart. */
export interface ValuesPlace {
  path: string;
  format: ParameterFormat;
}

/** The values for the variables of a body: their number, their names and what they say. */
export function checkValues(
  text: TemplateText | null,
  values: readonly Value[] | undefined,
  place: ValuesPlace,
): TemplateProblem | null {
  const variables = text?.variables ?? [];
  const given = values ?? [];
  if (variables.length === 0 && given.length === 0) return null;
  if (variables.length === 0) return { path: place.path, message: 'this template has no variables here' };
  if (given.length === 0) return { path: place.path, message: `${needs(variables)}, none was given` };
  return place.format === 'named' ? checkNamed(variables, given, place) : checkPositional(variables, given, place);
}

function checkPositional(
  variables: readonly string[],
  given: readonly Value[],
  { path }: ValuesPlace,
): TemplateProblem | null {
  const named = firstProblem(given, (value, index) =>
    nameOf(value) === undefined
      ? null
      : { path: `${path}/${index}/name`, message: 'the variables of this template have numbers, not names' },
  );
  if (named) return named;
  if (given.length !== variables.length) {
    const first = Math.min(given.length, variables.length);
    return { path: `${path}/${first}`, message: `${needs(variables)}, ${counted(given.length, 'value')} given` };
  }
  return firstProblem(given, (value, index) => checkValue(value, `${path}/${index}`));
}

function checkNamed(
  variables: readonly string[],
  given: readonly Value[],
  { path }: ValuesPlace,
): TemplateProblem | null {
  const seen = new Set<string>();
  const wrong = firstProblem(given, (value, index) => {
    const name = nameOf(value);
    if (name === undefined) {
      return {
        path: `${path}/${index}`,
        message: `the variables of this template have names: ${variables.join(', ')}`,
      };
    }
    if (!variables.includes(name)) {
      return { path: `${path}/${name}`, message: `no variable has this name; there are ${variables.join(', ')}` };
    }
    if (seen.has(name)) return { path: `${path}/${name}`, message: 'is given twice' };
    seen.add(name);
    return checkValue(value, `${path}/${name}`);
  });
  if (wrong) return wrong;
  const missing = variables.find((name) => !seen.has(name));
  if (missing === undefined) return null;
  return {
    path: `${path}/${missing}`,
    message: `is missing; ${needs(variables)}, ${counted(given.length, 'value')} given`,
  };
}

function checkValue(value: Value, path: string): TemplateProblem | null {
  if (typeof value === 'string') return checkTextValue(value, path, MAX_BODY_VALUE);
  // Amounts and dates carry objects of the provider's own.
  return value.type === 'text' ? checkTextValue(value.text, path, MAX_BODY_VALUE) : null;
}

function nameOf(value: Value): string | undefined {
  return typeof value === 'string' ? undefined : value.name;
}

function needs(variables: readonly string[]): string {
  return `this template needs ${counted(variables.length, 'value')} here (${variables.join(', ')})`;
}
