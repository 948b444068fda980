import type {
  ButtonsContent,
  ContactRequestContent,
  CtaUrlContent,
  ListContent,
  ListRow,
  ListSection,
  LocationRequestContent,
} from '../content.ts';
import { type Bounds, compact, Fields, Mistake } from './fields.ts';
import { readHeader, readRequiredUrl } from './media.ts';

/** More than any provider shows; above its limits choices become a list or numbered text. */
export const CHOICES: Bounds = { min: 1, max: 100 };

export function readButtons(fields: Fields): ButtonsContent {
  const buttons = fields.list('buttons', CHOICES, (item, path) => {
    const button = new Fields(item, path);
    const read = { id: button.text('id'), title: button.text('title') };
    button.end();
    return read;
  });
  requireDistinctIds(buttons, (index) => `${fields.pathOf('buttons')}[${index}].id`);
  return compact({
    type: 'buttons' as const,
    text: fields.text('text'),
    buttons,
    header: readHeader(fields),
    footer: fields.optionalText('footer'),
  });
}

export function readList(fields: Fields): ListContent {
  const sections = fields.list('sections', CHOICES, readSection);
  requireDistinctRows(sections, (section, row) => `${fields.pathOf('sections')}[${section}].rows[${row}].id`);
  return compact({
    type: 'list' as const,
    text: fields.text('text'),
    button: fields.text('button'),
    sections,
    header: readHeader(fields),
    footer: fields.optionalText('footer'),
  });
}

/** The same in the Cloud API's shape. */
export function readSection(item: unknown, path: string): ListSection {
  const fields = new Fields(item, path);
  const section = compact({ title: fields.optionalText('title'), rows: fields.list('rows', CHOICES, readRow) });
  fields.end();
  return section;
}

function readRow(item: unknown, path: string): ListRow {
  const fields = new Fields(item, path);
  const row = compact({
    id: fields.text('id'),
    title: fields.text('title'),
    description: fields.optionalText('description'),
  });
  fields.end();
  return row;
}

export function readCtaUrl(fields: Fields): CtaUrlContent {
  return compact({
    type: 'cta_url' as const,
    text: fields.text('text'),
    label: fields.text('label'),
    url: readRequiredUrl(fields, 'url'),
    header: readHeader(fields),
    footer: fields.optionalText('footer'),
  });
}

export function readLocationRequest(fields: Fields): LocationRequestContent {
  return { type: 'location_request', text: fields.text('text') };
}

export function readContactRequest(fields: Fields): ContactRequestContent {
  return { type: 'contact_request', text: fields.text('text') };
}

/** An answer names its choice by id alone. */
export function requireDistinctIds(choices: readonly { id: string }[], pathAt: (index: number) => string): void {
  choices.forEach(({ id }, index) => {
    const first = choices.findIndex((other) => other.id === id);
    if (first !== index) throw new Mistake(pathAt(index), `repeats the id of ${pathAt(first)}`);
  });
}

export function requireDistinctRows(
  sections: readonly ListSection[],
  pathAt: (section: number, row: number) => string,
): void {
  const rows = sections.flatMap((section, s) => section.rows.map((row, r) => ({ id: row.id, path: pathAt(s, r) })));
  requireDistinctIds(rows, (index) => rows[index]?.path ?? '');
}
