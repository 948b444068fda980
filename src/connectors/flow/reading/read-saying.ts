import type { OutboundContent } from '../../../domain/content.ts';
import type { Fields } from '../../../domain/parsing/fields.ts';
import { readPart } from '../../kit/answer.ts';
import type { Saying } from '../flow.ts';
import type { Template } from '../templates/template.ts';
import { type Reader, readPlainTemplate } from './reader.ts';

const PARTS = { min: 1, max: 20 };

/** One part or a list of parts in the field `name`. Throws `Mistake` for content that could not be sent however it is filled. */
export function readSaying(reader: Reader, fields: Fields, name: string): Saying {
  const read = (item: unknown, path: string) => readPartTemplate(reader, item, path);
  return Array.isArray(fields.value(name))
    ? fields.list(name, PARTS, read)
    : [read(fields.value(name), fields.pathOf(name))];
}

/** What a part shows when its placeholders are filled somehow; undefined if an expression decides that. */
export function sampleContent({ sample }: Template): OutboundContent | undefined {
  return sample === undefined ? undefined : readPart(sample, '').content;
}

function readPartTemplate(reader: Reader, item: unknown, path: string): Template {
  const template = readPlainTemplate(reader, item, path);
  if (template.sample !== undefined) readPart(template.sample, path);
  return template;
}
