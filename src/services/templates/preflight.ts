import type { Sender } from '../../domain/channel.ts';
import type { OutboundContent } from '../../domain/content.ts';
import { checkTemplate } from '../../domain/templates/check-template.ts';
import { findTemplate } from '../../domain/templates/find-template.ts';
import type { TemplateProblem } from '../../domain/templates/template-problem.ts';
import type { ChannelEntry } from '../directory.ts';
import { accountOf } from './accounts.ts';
import type { TemplateCatalog } from './catalog.ts';

/** `isMarketing`: as far as it is known. */
export type Preflight = { ok: true; isMarketing: boolean } | ({ ok: false } & TemplateProblem);

/**
 * Whether a content can be sent by this sender, as far as templates go: before anything is stored or sent. Where the provider's templates
 * are not known, everything passes and the provider decides. Paths are JSON pointers into the content.
 */
export async function preflight(
  content: OutboundContent,
  { channel, sender }: { channel: ChannelEntry; sender: Sender },
  catalog: Pick<TemplateCatalog, 'of'>,
): Promise<Preflight> {
  if (content.type !== 'template') return { ok: true, isMarketing: false };
  const account = accountOf(channel, sender);
  const templates = account && (await catalog.of(account));
  if (!templates) return { ok: true, isMarketing: false };
  const found = findTemplate(templates, content);
  if (!found.ok) return found;
  const check = checkTemplate(found.template, content);
  return check.ok ? { ok: true, isMarketing: found.template.category === 'marketing' } : check;
}
