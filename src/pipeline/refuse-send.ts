import type { SendFailure } from '../domain/failure.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';
import { templateToSend } from './template-to-send.ts';

/** Whether there is anything to be asked; of almost all messages there is not, and they do not wait for an answer. */
export function mayBeRefused({ work }: SendCase): boolean {
  const isKnownBy = (wanted: string) => work.conversation.identifiers.some(({ kind }) => kind === wanted);
  return isKnownBy('group') || (work.content.type === 'template' && !isKnownBy('phone'));
}

/**
 * Why a message cannot go to this person at all; null: nothing is known against it. Only now, when it is about to leave, is it known by
 * which identifiers the person can be reached.
 */
export async function refuseSend(
  sendCase: SendCase,
  context: Pick<PipelineContext, 'templates'>,
): Promise<SendFailure | null> {
  const { work, connection } = sendCase;
  const { identifiers } = work.conversation;
  const isKnownBy = (wanted: string) => identifiers.some(({ kind }) => kind === wanted);
  if (isKnownBy('group')) return { kind: 'message_invalid', message: 'groups are read here, not written to' };
  const code = connection.definition.capabilities.refusalCodes?.codeToUserId;
  if (code === undefined || work.content.type !== 'template' || isKnownBy('phone')) return null;
  const template = await templateToSend(sendCase, context);
  if (template?.category !== 'authentication') return null;
  const message = 'a one-time code goes to a phone number only, and that of this person is not known';
  return { kind: 'message_invalid', code, message };
}
