import type { OutboundContent } from '../../domain/content.ts';
import { type ParsedContent, parseContent, parseSaid } from '../../domain/parse-content.ts';
import { pointerOf } from '../../domain/pointer.ts';
import { invalidRequest } from '../problem.ts';

/** Content of the request's field at `pointer`; throws the problem that says what is wrong and where. */
export function readContent(input: unknown, pointer: string): OutboundContent {
  return contentOf(parseContent(input), pointer);
}

/** The same of what is to be sent on a channel: it may be in the words of the channel's own provider. */
export function readSaid(input: unknown, pointer: string): OutboundContent {
  return contentOf(parseSaid(input), pointer);
}

function contentOf(read: ParsedContent, pointer: string): OutboundContent {
  if (read.ok) return read.content;
  throw invalidRequest([{ path: pointer + pointerOf(read.path), message: read.message }]);
}
