import type { TurnMessage } from '../../../domain/connector.ts';
import type { Condition, Trigger } from '../flow.ts';
import { isWithin } from '../time-of-day.ts';
import { hasWords } from '../words.ts';

export interface Moment {
  message: TurnMessage;
  /** The message is the first of a session. */
  isFirst: boolean;
  /** Epoch ms. */
  now: number;
}

/** Whether a trigger fits; what its pattern caught becomes variables. Null: it does not. */
export function matchTrigger(trigger: Trigger, moment: Moment): Readonly<Record<string, string>> | null {
  if (trigger.time !== undefined && !isWithin(trigger.time, moment.now)) return null;
  if (trigger.on !== 'pattern') return holds(trigger, moment) ? {} : null;
  const text = textOf(moment.message);
  return text === undefined ? null : trigger.pattern.match(text);
}

function holds(condition: Exclude<Condition, { on: 'pattern' }>, { message, isFirst }: Moment): boolean {
  switch (condition.on) {
    case 'greeting':
      return isFirst;
    case 'fallback':
    case 'time':
      return true;
    case 'location':
      return message.type === 'location';
    case 'media':
      return condition.kinds.some((kind) => kind === message.type);
    case 'keyword': {
      const text = textOf(message);
      return text !== undefined && condition.phrases.some((phrase) => hasWords(text, phrase));
    }
    case 'choice':
      return condition.ids.includes(chosenId(message) ?? '');
  }
}

/** What was typed; a quick reply of a template counts as typed. */
function textOf(message: TurnMessage): string | undefined {
  return message.type === 'text' || message.type === 'template_reply' ? message.text : undefined;
}

/** What was tapped: the id of a button or row, the payload of a template's quick reply. */
function chosenId(message: TurnMessage): string | undefined {
  if (message.type === 'button_reply' || message.type === 'list_reply') return message.id;
  return message.type === 'template_reply' ? message.payload : undefined;
}
