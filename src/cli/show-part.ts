import type { TurnPart } from '../domain/connector.ts';
import type { ListSection, OutboundContent } from '../domain/content.ts';

/** One part as lines of a terminal: choices numbered, media and the like in brackets. */
export function showPart({ content, pauseMs }: TurnPart): string {
  const pause = pauseMs ? `  (pause ${pauseMs / 1000} s)\n` : '';
  return pause + indent(show(content), '  ');
}

function show(content: OutboundContent): string {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'buttons':
      return framed(content, showSections([{ rows: content.buttons }]));
    case 'list':
      return framed(content, `[${content.button}]\n${showSections(content.sections)}`);
    case 'cta_url':
      return framed(content, `[${content.label}: ${content.url}]`);
    case 'location_request':
      return `${content.text}\n[asks for a location]`;
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return join(`[${content.type} ${content.media.url ?? content.media.id}]`, content.caption);
    case 'location':
      return `[location ${join(`${content.latitude},${content.longitude}`, content.name, ' ')}]`;
    case 'contacts':
      return content.contacts.map(({ name }) => `[contact ${name.formatted}]`).join('\n');
    case 'template':
      return `[template ${content.name} (${content.language})]`;
    case 'reaction':
      return `[reaction ${content.emoji}]`;
    default:
      return `[${content.type}] ${JSON.stringify(content)}`;
  }
}

function framed(
  { text, header, footer }: Extract<OutboundContent, { type: 'buttons' | 'list' | 'cta_url' }>,
  choices: string,
): string {
  const above =
    header?.type === 'text' ? header.text : header && `[${header.type} ${header.media.url ?? header.media.id}]`;
  return [above, text, indent(choices, '  '), footer].filter((one) => one !== undefined).join('\n');
}

/** Numbers go on over sections, as in a message without buttons. */
function showSections(sections: readonly ListSection[]): string {
  let number = 0;
  const lines = sections.flatMap(({ title, rows }) => [
    ...(title === undefined ? [] : [title]),
    ...rows.map((row) => {
      number += 1;
      return join(`${number}. ${row.title}`, row.description, ' - ');
    }),
  ]);
  return lines.join('\n');
}

function join(text: string, more: string | undefined, between = '\n'): string {
  return more === undefined ? text : text + between + more;
}

function indent(text: string, by: string): string {
  return text.replace(/^/gm, by);
}
