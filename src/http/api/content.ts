import type { OutboundContent } from '../../domain/content.ts';
import { parseContent } from '../../domain/parse-content.ts';
import { pointerOf } from '../../domain/pointer.ts';
import { invalidRequest } from '../problem.ts';

/** Content of the request's field at `pointer`; throws the problem that says what is wrong and where. */
export function readContent(input: unknown, pointer: string): OutboundContent {
  const read = parseContent(input);
  if (read.ok) return read.content;
  throw invalidRequest([{ path: pointer + pointerOf(read.path), message: read.message }]);
}
