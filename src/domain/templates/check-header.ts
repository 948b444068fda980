import type { TemplateParameter } from '../content.ts';
import type { TemplateHeader } from '../template.ts';
import { checkMediaValue, checkTextValue } from './check-text-value.ts';
import type { ValuesPlace } from './check-values.ts';
import { isRecord, type TemplateProblem } from './template-problem.ts';

const MAX_HEADER_VALUE = 60;

/** The value for a header: of its kind, and there if it must be. */
export function checkHeader(
  header: TemplateHeader | null,
  given: TemplateParameter | undefined,
  place: ValuesPlace,
): TemplateProblem | null {
  const { path } = place;
  if (header === null || (header.format === 'text' && header.variables.length === 0)) {
    return given === undefined ? null : { path, message: 'the header of this template takes no value' };
  }
  if (given === undefined) return { path, message: `is missing: this template has ${kindOf(header)}` };
  if (given.type !== header.format) {
    return { path: `${path}/type`, message: `is ${given.type}, but this template has ${kindOf(header)}` };
  }
  if (header.format === 'text') return checkHeaderText(header.variables, given, place);
  return checkHeaderThing(header.format, given, path);
}

function checkHeaderText(
  [variable = '']: readonly string[],
  given: TemplateParameter,
  { path, format }: ValuesPlace,
): TemplateProblem | null {
  if (format === 'named' && given.name !== variable) {
    return { path: `${path}/name`, message: `the variable of this header has the name ${variable}` };
  }
  if (format === 'positional' && given.name !== undefined) {
    return { path: `${path}/name`, message: 'the variables of this template have numbers, not names' };
  }
  return checkTextValue(given.text, `${path}/text`, MAX_HEADER_VALUE);
}

function checkHeaderThing(
  format: Exclude<TemplateHeader['format'], 'text'>,
  given: TemplateParameter,
  path: string,
): TemplateProblem | null {
  if (format === 'product') return isRecord(given.product) ? null : { path: `${path}/product`, message: 'is missing' };
  if (format !== 'location') return checkMediaValue(given.media, `${path}/media`);
  const place = given.location;
  if (!isRecord(place))
    return { path: `${path}/location`, message: 'is missing: give {latitude, longitude, name, address}' };
  const missing = ['latitude', 'longitude'].find((field) => !Number.isFinite(Number(place[field] ?? Number.NaN)));
  return missing === undefined ? null : { path: `${path}/location/${missing}`, message: 'must be a number' };
}

function kindOf(header: TemplateHeader): string {
  return header.format === 'text'
    ? `a text header with the variable ${header.variables[0]}`
    : `a header of type ${header.format}`;
}
