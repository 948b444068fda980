import type { OutboundMediaContent } from '../content.ts';
import { compact, type Fields } from './fields.ts';
import { readUrl, requireOneSource } from './media.ts';

const BESIDE = ['message_text', 'caption', 'filename'];

/** Whether it is a document whose text and name stand beside its `document`, or whose `document` names it by `url`. */
export function isDocumentWithText(fields: Fields): boolean {
  return BESIDE.some((name) => fields.has(name)) || fields.object('document').has('url');
}

/**
 * “Document with text”, as bots of other platforms write it: `{type: 'document', message_text, caption, filename, document: {url}}`. One
 * message says both texts: the caption, and the other text on a line below it.
 */
export function readDocumentWithText(fields: Fields): OutboundMediaContent {
  const source = fields.object('document');
  const fileName = fields.optionalText('filename') ?? source.optionalText('filename');
  const url = readUrl(source, 'url') ?? readUrl(source, 'link');
  const media = compact({ url, id: source.optionalText('id'), fileName });
  const texts = [fields.optionalText('caption') ?? source.optionalText('caption'), fields.optionalText('message_text')];
  source.ignore('filename', 'caption');
  source.end();
  const said = new Set(texts.filter((text) => text !== undefined));
  return compact({
    type: 'document' as const,
    media: requireOneSource(media, source.path, 'url'),
    caption: said.size === 0 ? undefined : [...said].join('\n'),
  });
}
