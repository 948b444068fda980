import { randomUUID } from 'node:crypto';
import type { EnterpriseConditions } from './conditions.ts';

/** Makes ids in the forms of the provider's own. */
export interface GupshupIds {
  /** `4` and 18 digits, a dash, and 18 digits or a UUID. */
  enterprise(form: EnterpriseConditions['idForm']): string;
  /** What the self-serve product calls a message. */
  uuid(): string;
  /** What WhatsApp calls a message. */
  whatsApp(): string;
  /** A number of an enterprise template, or of a payment. */
  digits(length: number): string;
}

export function createGupshupIds(random: () => number): GupshupIds {
  const digits = (length: number) =>
    Array.from({ length }, (_, index) => Math.floor(random() * (index === 0 ? 9 : 10)) + (index === 0 ? 1 : 0)).join(
      '',
    );

  return {
    enterprise: (form) => `4${digits(18)}-${form === 'uuid' ? randomUUID() : digits(18)}`,
    uuid: () => randomUUID(),
    whatsApp: () => `wamid.${Buffer.from(randomUUID().replaceAll('-', '').toUpperCase()).toString('base64')}`,
    digits,
  };
}
