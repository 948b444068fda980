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

/** Starts the Chromium of this machine. */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium was found; `npm test` installs one');
  return await chromium.launch({ executablePath, args: QUIET });
}
