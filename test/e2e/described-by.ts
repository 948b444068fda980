import type { Locator } from 'playwright-core';

/** What a screen reader says beside a field. */
export async function describedBy(field: Locator): Promise<string> {
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter((id) => id !== '');
  const words = await Promise.all(ids.map((id) => field.page().locator(`[id="${id}"]`).textContent()));
  return words.join(' ');
}
