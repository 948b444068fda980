import type { Person } from '../../src/simulators/kit/people.ts';
import type { AcceptedMessage } from '../../src/simulators/meta/accepted.ts';
import type { Schemas } from './api.ts';

/** One of the simulator's approved templates. */
export const REMINDER = { type: 'template', name: 'appointment_reminder', language: 'en' } as const;

/** A recipient with parameters that tell them from all others. */
export function reminderTo(person: Person): Schemas['CreateBulkSend']['recipients'] {
  return [{ to: person.phone ?? '', parameters: { body: { first_name: person.name, day: 'Friday' } } }];
}

/** The first name in a reminder that was sent. */
export function nameIn({ body }: Pick<AcceptedMessage, 'body'>): string {
  // Test code: the simulator has checked the body.
  const { template } = body as { template?: { components: { type: string; parameters: { text: string }[] }[] } };
  const parameters = template?.components.find(({ type }) => type === 'body')?.parameters ?? [];
  return parameters[0]?.text ?? JSON.stringify(body);
}
