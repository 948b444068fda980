import type { Page, PageRequest } from '../../store/queries.ts';
import type { StoredTemplate } from '../../store/templates.ts';
import { invalid } from '../service-error.ts';

export interface TemplateFilter {
  status?: string;
  /** Part of the name. */
  name?: string;
  category?: string;
  language?: string;
}

const SEPARATOR = ' ';

/** A page in the order of name, language and account; the cursor names the last one shown. */
export function pageOfTemplates(
  templates: readonly StoredTemplate[],
  filter: TemplateFilter,
  { limit, cursor }: PageRequest,
): Page<StoredTemplate> {
  const after = cursor === undefined ? '' : readCursor(cursor);
  const rest = templates
    .filter((template) => fits(template, filter))
    .map((template) => ({ template, key: keyOf(template) }))
    .filter(({ key }) => key > after)
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
  const shown = rest.slice(0, limit);
  const last = rest.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ template }) => template),
    nextCursor: last ? Buffer.from(last.key).toString('base64url') : null,
  };
}

function fits(template: StoredTemplate, { status, name, category, language }: TemplateFilter): boolean {
  return (
    (status === undefined || template.status === status) &&
    (name === undefined || template.name.includes(name)) &&
    (category === undefined || template.category === category) &&
    (language === undefined || template.language === language)
  );
}

/** None of the three may contain a space. */
function keyOf({ name, language, account }: StoredTemplate): string {
  return [name, language, account].join(SEPARATOR);
}

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key.split(SEPARATOR).length === 3) return key;
  throw invalid([{ path: '/cursor', message: 'Not a cursor of this list.' }]);
}
