/** Whom somebody wants to send a template, as it stands in the address: phone number or user id. */
export interface SendSearch {
  to?: string;
}

/** The router reads digits alone as a number. */
export function parseSendSearch(search: Record<string, unknown>): SendSearch {
  const { to } = search;
  if (typeof to === 'number') return { to: String(to) };
  return typeof to === 'string' && to !== '' ? { to } : {};
}
