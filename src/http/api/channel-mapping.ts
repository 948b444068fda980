import type { z } from 'zod';
import type { ChannelRules } from '../../domain/channel.ts';
import type { ChannelView, ConnectionView } from '../../services/channel-views.ts';
import type { SenderInput } from '../../services/senders.ts';
import { readContent } from './content.ts';
import { present } from './present.ts';
import type { channel, connection, createChannel, updateChannel } from './schemas/channel.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

type RuleInput = Pick<z.output<typeof createChannel>, keyof z.output<typeof updateChannel> & keyof ChannelRules>;

export function renderConnection(view: ConnectionView): z.output<typeof connection> {
  return {
    id: view.id,
    provider: view.provider,
    state: view.state,
    webhookUrl: view.webhookUrl,
    settings: { ...view.settings },
    secretsSet: [...view.secretsSet],
    stopped: view.stopped && {
      ...view.stopped,
      at: isoTime(view.stopped.at),
      until: isoTimeOrNull(view.stopped.until),
    },
    createdAt: isoTime(view.createdAt),
  };
}

export function renderChannel(view: ChannelView): z.output<typeof channel> {
  const active = view.connections.find(({ state }) => state === 'active');
  const { windowTemplate, pacing, ...rules } = view.rules;
  return {
    id: view.id,
    name: view.name,
    provider: active?.provider ?? null,
    webhookUrl: active?.webhookUrl ?? null,
    enabled: view.enabled,
    botId: view.botId,
    senders: view.senders.map(({ id, phoneNumber, fields }) => ({ ...fields, id, phoneNumber })),
    connections: view.connections.map(renderConnection),
    sendingConnectionId: view.sendingConnectionId,
    ...rules,
    pacing,
    windowTemplate: windowTemplate && { ...windowTemplate },
    createdAt: isoTime(view.createdAt),
    updatedAt: isoTime(view.updatedAt),
  };
}

export function parseSender({ phoneNumber, ...fields }: { phoneNumber: string; [field: string]: string }): SenderInput {
  return { phoneNumber, fields };
}

/** The rules that a request names, and no others. Throws the problem that says what is wrong with the template. */
export function parseRules(input: RuleInput): Partial<ChannelRules> {
  const { turnMode, gatherMs, sessionTimeoutMs, messageDelayMs, maxAgeMs, botTimeoutMs, replyWithinMs } = input;
  const {
    windowPolicy,
    fallbackText,
    language,
    doubtWaitMs,
    doubtPolicy,
    pacing,
    presence,
    proactive,
    windowTemplate,
    tellAmendments,
  } = input;
  return present({
    turnMode,
    gatherMs,
    sessionTimeoutMs,
    messageDelayMs,
    maxAgeMs,
    botTimeoutMs,
    replyWithinMs,
    windowPolicy,
    windowTemplate: readTemplate(windowTemplate),
    fallbackText,
    language,
    doubtWaitMs,
    doubtPolicy,
    pacing: pacing && present(pacing),
    presence,
    proactive,
    tellAmendments,
  });
}

function readTemplate(input: RuleInput['windowTemplate']): ChannelRules['windowTemplate'] | undefined {
  return input === null || input === undefined ? input : readContent(input, '/windowTemplate');
}
