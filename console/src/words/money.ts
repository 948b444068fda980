/** A price. `currency`: ISO 4217; a code that nobody knows is written as it is, without one the bare amount. */
export function formatMoney(amount: number, currency: string | undefined, language: string): string {
  const isCode = currency !== undefined && /^[a-z]{3}$/i.test(currency);
  if (!isCode) return [new Intl.NumberFormat(language).format(amount), currency].filter(Boolean).join(' ');
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount);
}
