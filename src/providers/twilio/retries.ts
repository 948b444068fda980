/**
 * Asks Twilio to repeat a webhook up to five times when we fail or do not answer; by itself it gives up. The fragment is neither sent nor
 * signed. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (seen 2026-04)
 */
export const CALLBACK_RETRIES = '#rc=5&rp=5xx,ct,rt';
