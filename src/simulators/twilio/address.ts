/** Whom a message goes to or comes from. */
export type Address =
  | { channel: 'whatsapp'; kind: 'phone'; phone: string }
  | { channel: 'whatsapp'; kind: 'user_id'; userId: string }
  | { channel: 'sms'; kind: 'phone'; phone: string };

/** Reads `whatsapp:+…`, `whatsapp:CC.…` or a bare `+…`; `phone` is digits. Nothing for what is none of these. */
export function parseAddress(written: string): Address | undefined {
  const [, prefix, rest = ''] = /^(whatsapp:)?(.*)$/.exec(written) ?? [];
  const phone = /^\+([1-9]\d{6,14})$/.exec(rest)?.[1];
  if (phone !== undefined) return { channel: prefix ? 'whatsapp' : 'sms', kind: 'phone', phone };
  if (!prefix || !/^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/.test(rest)) return undefined;
  return { channel: 'whatsapp', kind: 'user_id', userId: rest };
}
