import { Bot, CheckCheck, Layers, Send, TriangleAlert, Webhook } from 'lucide-react';
import type { Phase } from './story.ts';

const ICONS = {
  webhook: Webhook,
  turn: Layers,
  bot: Bot,
  send: Send,
  status: CheckCheck,
  trouble: TriangleAlert,
} as const satisfies Record<Phase, unknown>;

/** The sign of a phase of a message's way; says nothing to screen readers, the words stand beside it. */
export function StepIcon({ phase }: { phase: Phase }) {
  const Icon = ICONS[phase];
  return <Icon size={15} aria-hidden />;
}
