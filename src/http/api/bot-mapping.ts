import type { z } from 'zod';
import type { BotView } from '../../services/bots.ts';
import type { bot } from './schemas/bot.ts';
import { isoTime } from './time.ts';

export function renderBot(view: BotView): z.output<typeof bot> {
  return {
    id: view.id,
    name: view.name,
    connector: view.connector,
    settings: { ...view.settings },
    secretsSet: [...view.secretsSet],
    createdAt: isoTime(view.createdAt),
    updatedAt: isoTime(view.updatedAt),
  };
}
