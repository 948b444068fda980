import type { OutboundContent } from '../../domain/content.ts';
import type { SenderId } from '../../domain/ids.ts';
import { checkTemplate } from '../../domain/templates/check-template.ts';
import { findTemplate } from '../../domain/templates/find-template.ts';
import type { TemplateProblem } from '../../domain/templates/template-problem.ts';
import type { ChannelAccount, StoredTemplate } from '../../store/templates.ts';
import type { ChannelEntry } from '../directory.ts';
import { accountOf } from './accounts.ts';
import type { TemplateCatalog } from './catalog.ts';

/** What is known of the template; `isCode`: it carries a one-time code. */
export type Preflight = { ok: true; isMarketing: boolean; isCode: boolean } | ({ ok: false } & TemplateProblem);

/** Who sends. */
export interface SendingPlace {
  channel: ChannelEntry;
  senderId: SenderId;
}

const PASSED: Preflight = { ok: true, isMarketing: false, isCode: false };

/**
 * Whether a content can be sent by this sender, as far as templates go: before anything is stored or sent. Where the provider's templates
 * are not known, everything passes and the provider decides. Paths are JSON pointers into the content.
 */
export async function preflight(
  content: OutboundContent,
  place: SendingPlace,
  catalog: Pick<TemplateCatalog, 'of'>,
): Promise<Preflight> {
  const account = content.type === 'template' ? placeAccount(place) : null;
  return account ? judge(content, await catalog.of(account)) : PASSED;
}

/** The same without waiting, for what a person waits for: templates that are not in memory yet pass. */
export function preflightNow(
  content: OutboundContent,
  place: SendingPlace,
  catalog: Pick<TemplateCatalog, 'peek'>,
): Preflight {
  const account = content.type === 'template' ? placeAccount(place) : null;
  return account ? judge(content, catalog.peek(account)) : PASSED;
}

function placeAccount({ channel, senderId }: SendingPlace): ChannelAccount | null {
  const sender = channel.senders.find(({ id }) => id === senderId);
  return sender ? accountOf(channel, sender) : null;
}

function judge(content: OutboundContent, templates: readonly StoredTemplate[] | null): Preflight {
  if (content.type !== 'template' || !templates) return PASSED;
  const found = findTemplate(templates, content);
  if (!found.ok) return found;
  const check = checkTemplate(found.template, content);
  if (!check.ok) return check;
  const { category } = found.template;
  return { ok: true, isMarketing: category === 'marketing', isCode: category === 'authentication' };
}
