/** RFC 2822, as the 2010 API writes times: `Tue, 04 Mar 2025 09:15:02 +0000`. Null stays null. */
export function toRfc2822(atMs: number): string;
export function toRfc2822(atMs: number | null): string | null;
export function toRfc2822(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toUTCString().replace('GMT', '+0000');
}

/** ISO 8601 to the second, as the product APIs write times. */
export function toIso(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
