import type { BotEntry } from '../directory.ts';
import type { DoctorCheck } from './callback-check.ts';

const TIMEOUT_MS = 5_000;

/** Whether somebody answers at the bot's address, without a turn: only a warning, for the bot may not be there yet. Empty: it has no address. */
export async function checkBot(bot: BotEntry | undefined, fetch: typeof globalThis.fetch): Promise<DoctorCheck[]> {
  const name = 'bot';
  if (!bot) {
    const hint = 'Choose a bot, or answer people yourself.';
    return [{ name, ok: false, isWarning: true, message: 'The channel has no bot that could answer.', hint }];
  }
  const url = URL.parse(bot.bot.settings.url ?? '');
  if (!url) return [{ name, ok: true, message: `The bot ${bot.bot.name} runs in this gateway.` }];
  try {
    const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return [{ name, ok: true, message: `Somebody answers at the bot's address (HTTP ${response.status}).` }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const hint = 'Start the bot, or mend its address. Until then people get the fallback text.';
    return [
      { name, ok: false, isWarning: true, message: `The bot ${bot.bot.name} could not be reached: ${why}`, hint },
    ];
  }
}
