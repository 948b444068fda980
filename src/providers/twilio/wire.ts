/**
 * Shapes that travel to Twilio.
 * Messages: https://www.twilio.com/docs/messaging/api/message-resource (seen 2026-04).
 * Content: https://www.twilio.com/docs/content/content-api-resources (seen 2026-04).
 */
import type { TemplateContent } from '../../domain/content.ts';
import type { FormField } from './api.ts';

/** The types of a Content resource by name (`twilio/quick-reply`), with their members. */
export type ContentTypes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Buttons and lists are no parameters of a message but a resource that it names. */
export interface ContentDraft {
  types: ContentTypes;
  /** Of its variables: what reviewers see, and what this message says in their places. */
  samples: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
}

/** What a message says: parameters of its own, or a content that must be there before. */
export type Draft =
  | { kind: 'plain'; fields: readonly FormField[] }
  | { kind: 'content'; content: ContentDraft }
  | { kind: 'template'; content: TemplateContent };
