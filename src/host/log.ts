import { type DestinationStream, type LevelWithSilentOrString, type LogFn, type Logger, pino } from 'pino';
import { maskValue } from './mask.ts';

/** Structured lines on standard output. Whatever is handed in goes through `maskValue` first. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'isLevelEnabled'>;

export interface LogOptions {
  level: LevelWithSilentOrString;
  /** Tests; absent: standard output. */
  destination?: DestinationStream;
}

/** A log in which no credential, phone number or provider message id stands in clear. */
export function createLog({ level, destination }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Errors have been made plain by `maskValue`.
      serializers: { err: (value: unknown) => value },
      hooks: {
        logMethod(parts, write) {
          write.apply(this, maskParts(parts));
        },
      },
    },
    ...(destination ? [destination] : []),
  );
}

type LogParts = Parameters<LogFn>;

function maskParts([first, ...rest]: LogParts): LogParts {
  // pino would print an error handed in alone as it is.
  const masked = first instanceof Error ? { err: maskValue(first) } : maskValue(first);
  return [masked, ...rest.map((part) => maskValue(part))] as LogParts; // Masking keeps text text and objects objects.
}
