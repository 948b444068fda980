import type { Choice } from '../../../domain/choices.ts';
import type { TurnPart } from '../../../domain/connector.ts';
import { catchMistake } from '../../../domain/parsing/fields.ts';
import { describeMistake, readPart } from '../../kit/answer.ts';
import type { Saying } from '../flow.ts';
import { atPlace, FlowTrouble, type Run, scopeOf } from './run.ts';

const MAX_PARTS = 100;

/** Says it. Throws `FlowTrouble` if its filled placeholders spoil it. */
export async function say(run: Run, saying: Saying, at: string): Promise<void> {
  addParts(run, await renderSaying(run, saying, at), at);
}

/** Says a question; below plain text the options stand as buttons (which a provider may show as a list or as numbered text). */
export async function sayQuestion(
  run: Run,
  saying: Saying,
  { at, options }: { at: string; options: readonly Choice[] | undefined },
): Promise<void> {
  const parts = await renderSaying(run, saying, at);
  const last = parts.at(-1);
  if (options !== undefined && last?.content.type === 'text') {
    const buttons = options.map(({ id, title }) => ({ id, title }));
    parts[parts.length - 1] = { ...last, content: { type: 'buttons', text: last.content.text, buttons } };
  }
  addParts(run, parts, at);
}

/** The parts as they stand once filled. */
export async function renderSaying(run: Run, saying: Saying, at: string): Promise<TurnPart[]> {
  const now = run.bot.host.now();
  const scope = scopeOf(run);
  const rendered = await atPlace(at, () => Promise.all(saying.map((template) => template.render(scope, now))));
  return rendered.map((item) => {
    const read = catchMistake(() => readPart(item, ''));
    if (read.ok) return read.value;
    throw new FlowTrouble(
      `At ${at}: ${describeMistake(read.mistake, 'what is said')}, once its placeholders are filled`,
    );
  });
}

function addParts(run: Run, parts: readonly TurnPart[], at: string): void {
  run.parts.push(...parts);
  if (run.parts.length > MAX_PARTS)
    throw new FlowTrouble(`At ${at}: the flow said more than ${MAX_PARTS} parts in one turn`);
}
