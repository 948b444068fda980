import { expect } from 'vitest';
import type { SentRequest, Subject } from './samples.ts';

/** Nothing went to a host that is not the provider's. */
export function expectOwnHosts({ samples }: Subject, requests: readonly SentRequest[]): void {
  for (const { url, redirect } of requests) {
    expect(samples.hosts, 'a request left for another host').toContain(new URL(url).host);
    expect(redirect, 'a redirect could carry the credentials elsewhere').not.toBe('follow');
  }
}
