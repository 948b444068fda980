import { problemResponse } from './schemas/problem.ts';

/** The chapters of the API's description. */
export const TAGS = {
  channels: 'What an operator sets up: numbers, their provider, the bot that answers.',
  bots: 'What answers.',
  messages: 'Reading and sending.',
  'bulk sends': 'The same to many people, behind all live messages.',
  media: 'Files that came, and files to be sent.',
  conversations: 'Who answers a person now.',
  contacts: 'People, and what they want.',
  'dead letters': 'What could not be understood, answered or sent.',
  'api keys': 'Who may use this API.',
  applications: 'Who may call callback URLs that ask for a signed token.',
  templates: 'Texts that the provider approved beforehand.',
  turns: 'Answers that bots give later.',
  events: 'What happened, for other systems: as a stream, or posted to them.',
  live: 'Hints about changes.',
} as const;

type Tag = keyof typeof TAGS;

/** The descriptive half of a route's schema. `id` becomes the name of the generated function. */
export function operation(tag: Tag, id: string, summary: string, description?: string) {
  return { tags: [tag], operationId: id, summary, ...(description && { description }) };
}

/** Adds the problem document as the answer to everything that goes wrong. */
export function answers<Answers extends object>(good: Answers) {
  return { ...good, default: problemResponse };
}
