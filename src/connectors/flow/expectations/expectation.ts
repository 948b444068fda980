import type { Choice } from '../../../domain/choices.ts';
import type { Turn, TurnMessage } from '../../../domain/connector.ts';

/** What stands around an answer. */
export interface Asked {
  contact: Turn['contact'];
  /** Epoch ms. */
  now: number;
  /** The buttons or rows that the question showed. */
  offered: readonly Choice[];
}

/** What a question accepts. */
export interface Expectation {
  kind: 'any' | 'text' | 'number' | 'email' | 'phone' | 'date' | 'choice' | 'location' | 'media';
  /** Own options of a choice; they are shown as buttons below a question that is plain text. */
  options?: readonly Choice[];
  /** The value to store, as JSON; undefined: this is not what was asked for. */
  accept(message: TurnMessage, asked: Asked): unknown;
}

/** The words of a message that was typed or tapped; undefined for everything else. */
export function wordsIn(message: TurnMessage): string | undefined {
  switch (message.type) {
    case 'text':
    case 'template_reply':
      return message.text.trim();
    case 'button_reply':
    case 'list_reply':
      return message.title.trim();
    default:
      return undefined;
  }
}
