import type { Schemas } from '../client.ts';
import { completeTemplate, type DocumentTemplate } from './document.ts';
import { ordered } from './ordered.ts';

type Component = Record<string, unknown>;

/** Formats of headers whose example is a file at the provider, under an address that ends after some days. */
const FILES: readonly string[] = ['image', 'video', 'document', 'gif'];

/**
 * A template as it could be handed in again. Where the provider tells it in components that a creation takes, those; else in our own
 * words, which lack the examples for reviewers.
 */
export function describeTemplate(template: Schemas['Template']): DocumentTemplate {
  const { name, language, category, parameterFormat, provider } = template;
  const head = { name, language, category, parameterFormat };
  const { components } = provider;
  if (!isList(components)) return completeTemplate({ ...head, ...describeParts(template) });
  return completeTemplate({ ...head, components: components.map((one) => ordered(withoutFile(one))) });
}

function describeParts({ header, body, footer, buttons }: Schemas['Template']) {
  return {
    ...(header !== null && { header: describeHeader(header) }),
    body: { text: body.text },
    ...(footer !== null && { footer }),
    ...(buttons.length > 0 && { buttons: buttons.map(({ needsParameter: _, ...button }) => button) }),
  };
}

function describeHeader({ format, text = '' }: Schemas['TemplateHeader']): NonNullable<DocumentTemplate['header']> {
  if (format === 'text') return { format, text };
  if (format === 'image' || format === 'video' || format === 'document') return { format };
  return { format: 'location' };
}

function withoutFile(component: Component): Component {
  if (!isFileHeader(component)) return component;
  const { example: _, ...rest } = component;
  return rest;
}

/** Whether a component shows a file, of which reviewers want an example. */
export function isFileHeader({ format }: Component): boolean {
  return typeof format === 'string' && FILES.includes(format.toLowerCase());
}

function isList(value: unknown): value is Component[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null);
}
