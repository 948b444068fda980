import type { WebhookForm } from './webhook-form.ts';

/** `received_at` in the form that is set. The zone of date and time is not documented: it is UTC here. */
export function renderTime(atMs: number, form: WebhookForm['receivedAt']): string | number {
  switch (form) {
    case 'seconds':
      return String(Math.floor(atMs / 1000));
    case 'number':
      return Math.floor(atMs / 1000);
    case 'milliseconds':
      return String(atMs);
    case 'date_time':
      return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
  }
}
