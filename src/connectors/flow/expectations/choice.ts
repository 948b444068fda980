import { type Choice, matchChoice } from '../../../domain/choices.ts';
import type { OutboundContent } from '../../../domain/content.ts';
import { Fields, isRecord, readText } from '../../../domain/parsing/fields.ts';
import { CHOICES, requireDistinctIds } from '../../../domain/parsing/interactive.ts';
import type { Expectation } from './expectation.ts';

/**
 * A list of options, each a text or `{id, title}`; or `true`: the buttons or rows that the question shows. Taken by a tap, or by the
 * title or number typed (`matchChoice`). Stores the id.
 */
export function readChoiceExpectation(fields: Fields, name: string): Expectation {
  const options = fields.value(name) === true ? undefined : readOptions(fields, name);
  return {
    kind: 'choice',
    ...(options !== undefined && { options }),
    accept(message, { offered }) {
      const choices = options ?? offered;
      if (message.type === 'button_reply' || message.type === 'list_reply') {
        return choices.find(({ id }) => id === message.id)?.id;
      }
      return message.type === 'text' ? matchChoice(message.text, choices)?.id : undefined;
    },
  };
}

/** The buttons and rows that some content shows, in their order. */
export function choicesOf(content: OutboundContent): Choice[] {
  if (content.type === 'buttons') return content.buttons.map((button) => ({ ...button, kind: 'button_reply' }));
  if (content.type !== 'list') return [];
  const rows = content.sections.flatMap((section) => section.rows);
  return rows.map(({ id, title }) => ({ id, title, kind: 'list_reply' }));
}

function readOptions(fields: Fields, name: string): Choice[] {
  const options = fields.list(name, CHOICES, readOption);
  requireDistinctIds(options, (index) => `${fields.pathOf(name)}[${index}]`);
  return options;
}

function readOption(item: unknown, path: string): Choice {
  if (!isRecord(item)) return { id: readText(item, path), title: readText(item, path), kind: 'button_reply' };
  const fields = new Fields(item, path);
  const option: Choice = { id: fields.text('id'), title: fields.text('title'), kind: 'button_reply' };
  fields.end();
  return option;
}
