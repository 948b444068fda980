import type { Template } from '../domain/template.ts';
import { findTemplate } from '../domain/templates/find-template.ts';
import { accountAt } from '../services/templates/accounts.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';

/**
 * Our copy of the template that a message sends, of the account that it leaves by; undefined: it sends none, or there is no copy. Asks the
 * store only for what no message of the channel has asked for lately, and rejects if that is away.
 */
export async function templateToSend(
  { work, channel, connection }: SendCase,
  { templates }: Pick<PipelineContext, 'templates'>,
): Promise<Template | undefined> {
  const { content, conversation } = work;
  if (content.type !== 'template') return undefined;
  const sender = channel.senders.find(({ id }) => id === conversation.senderId);
  const account = sender && accountAt(connection, channel, sender);
  const known = account && (await templates.of(account));
  const found = known && findTemplate(known, content);
  return found?.ok ? found.template : undefined;
}
