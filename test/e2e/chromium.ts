import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../support/find-chromium.ts';

const QUIET = [
  '--no-sandbox',
  '--headless=new',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A microphone that hums, allowed without asking. */
export const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Starts the Chromium of this machine. */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium was found; `npm test` installs one');
  return await chromium.launch({ executablePath, args: [...QUIET, ...more] });
}
