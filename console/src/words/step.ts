import type { ParseKeys } from 'i18next';
import texts from '../i18n/en.json' with { type: 'json' };

type KnownStep = Exclude<keyof typeof texts.step, 'other'>;

function isKnownStep(step: string): step is KnownStep {
  return step !== 'other' && Object.hasOwn(texts.step, step);
}

/** Key of the words for a step of a story; one that this console does not know keeps the gateway's word. */
export function stepKey(step: string): ParseKeys {
  return isKnownStep(step) ? `step.${step}` : 'step.other';
}
