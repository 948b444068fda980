/** The callback URL of a connection, as the operator enters it at the provider. */
export function webhookUrl(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/${token}`;
}
