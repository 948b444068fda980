import type { Template } from './template.ts';

/** A template send of the enterprise gateway, as texts. */
export interface RenderedTemplate {
  kind: Template['kind'];
  header?: string | undefined;
  body: string;
  footer?: string | undefined;
  urlSuffix?: string | undefined;
  /** Buttons and the rest beside the body belong to it. */
  isWhole: boolean;
}

/** The template that a text was rendered from: variables stand for anything, all else must be equal. */
export function matchTemplate(templates: readonly Template[], sent: RenderedTemplate): Template | undefined {
  return templates.find(
    (template) =>
      template.status === 'APPROVED' &&
      template.kind === sent.kind &&
      isRenderedFrom(template.body, sent.body) &&
      isRenderedFrom(template.header ?? '', sent.header ?? '') &&
      (template.footer ?? '') === (sent.footer ?? '') &&
      hasAddress(template, sent),
  );
}

/** A button whose address ends with a variable needs its value. */
function hasAddress({ buttons }: Template, { urlSuffix, isWhole }: RenderedTemplate): boolean {
  const isDynamic = buttons.some((button) => button.kind === 'url' && button.url.includes('{{'));
  return !isDynamic || !isWhole || Boolean(urlSuffix);
}

function isRenderedFrom(pattern: string, text: string): boolean {
  const fixed = pattern.split(/\{\{\s*\d+\s*\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${fixed.join('[\\s\\S]+?')}$`).test(text);
}
