import { type Config, ConfigError } from '../config.ts';

/** Throws a sentence if there is no key: credentials could neither be read nor stored. */
export function requireSecretKey(config: Config): Config & { secretKey: Uint8Array } {
  const { secretKey } = config;
  if (secretKey) return { ...config, secretKey };
  throw new ConfigError(
    'CHASQUI_SECRET_KEY is not set; make one with: openssl rand -base64 32 (and keep it: it opens your credentials)',
  );
}
