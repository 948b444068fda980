/** A PostgreSQL URL as it may be shown: the password is left out of both places that may have one. */
export function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = '';
  url.searchParams.delete('password');
  return url.href;
}
