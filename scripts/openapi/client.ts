import type { OutboundContent } from '../../src/domain/content.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../src/domain/ids.ts';
import type {
  OutboundMessage,
  Provider,
  ProviderDefinition,
  ProviderResult,
  WebhookRequest,
} from '../../src/domain/provider.ts';
import type { FieldValues } from '../../src/domain/settings.ts';
import type { TemplateDraft } from '../../src/domain/template.ts';
import { phoneIdentifier } from '../../src/providers/kit/phone.ts';
import { memoryMemo } from '../../test/support/memo.ts';

/** One number of a business and the person it writes to. */
export interface ClientScene {
  definition: ProviderDefinition;
  settings: FieldValues;
  senderPhoneNumber: string;
  senderFields: FieldValues;
  /** Digits. */
  person: string;
  /** Names the account of the templates. */
  account: string;
  callbackUrl: string;
  fetch: typeof globalThis.fetch;
  now?: () => number;
}

/** Our own client, used for all that it can do. What fails, though it should not, is kept as a sentence. */
export interface Client {
  provider: Provider;
  failures: string[];
  /** And looks for it, where the provider can be asked. `targetId`: of a message of the person's, which texts quote and reactions are put to. */
  send(content: OutboundContent, targetId: string): Promise<void>;
  /** Creates each, lists all, deletes each again. */
  manageTemplates(drafts: readonly TemplateDraft[]): Promise<void>;
  /** The doctor, first without and then with repair, the numbers and what is to be shown of one. */
  examine(): Promise<void>;
  /** Reads a webhook of the simulator's and opens the files that came with it. */
  openFiles(webhook: WebhookRequest): Promise<void>;
  /** With and without typing. */
  markRead(messageId: string): Promise<void>;
}

export function connectClient(scene: ClientScene): Client {
  const { definition, settings, fetch, now = Date.now, account } = scene;
  const provider = definition.connect(settings, { fetch, now, memo: memoryMemo() });
  const failures: string[] = [];
  const signal = AbortSignal.timeout(60_000);
  const sender = { senderPhoneNumber: scene.senderPhoneNumber, senderFields: scene.senderFields, signal };
  const recipient = [phoneIdentifier(scene.person)];
  const note = (what: string, result: ProviderResult<unknown> | undefined) => {
    if (result && !result.ok) failures.push(`${what}: ${result.trouble.message}`);
  };
  let sent = 0;

  return {
    ...{ provider, failures },
    async send(content, targetId) {
      sent += 1;
      const message: OutboundMessage = {
        ...{ ...sender, recipient, content, callbackUrl: scene.callbackUrl },
        // Ids are branded texts; these are invented.
        attemptId: `att_${sent}` as AttemptId,
        messageId: `msg_${sent}` as MessageId,
        ...(content.type === 'text' && { replyToProviderId: targetId as ProviderMessageId }),
        targetProviderId: targetId as ProviderMessageId,
        startedAt: now(),
      };
      const result = await provider.send(message);
      if (!result.ok) failures.push(`sending ${content.type}: ${result.failure.message}`);
      const found = await provider.reconcile?.lookup(message);
      if (found && found.outcome !== 'sent') failures.push(`looking for ${content.type}: ${found.outcome}`);
    },
    async manageTemplates(drafts) {
      for (const draft of drafts) {
        note(`creating the template ${draft.name}`, await provider.templates?.create({ account, draft, signal }));
      }
      note('listing templates', await provider.templates?.list({ account, signal }));
      for (const { name, language } of drafts) {
        const deleted = await provider.templates?.delete({ account, name, language, signal });
        note(`deleting the template ${name}`, deleted);
      }
    },
    async examine() {
      const request = { ...sender, callbackUrl: scene.callbackUrl };
      await provider.account?.check({ ...request, repair: false });
      for (const { ok, message } of (await provider.account?.check({ ...request, repair: true })) ?? []) {
        if (!ok) failures.push(`the doctor: ${message}`);
      }
      note('listing numbers', await provider.account?.numbers?.({ signal }));
      note('facts', await provider.account?.facts?.(sender));
    },
    async openFiles(webhook) {
      for (const event of provider.parse(webhook)) {
        if (event.type === 'unparsable') failures.push(`a webhook cannot be read: ${event.reason}: ${event.raw}`);
        if (event.type !== 'message_received' || !event.media) continue;
        const file = { ...event.media, senderFields: scene.senderFields, signal };
        const opened = await provider.media?.open(file);
        note('opening a file', opened);
        if (opened?.ok) await opened.value.body.cancel();
      }
    },
    async markRead(messageId) {
      const target = { ...sender, recipient, providerMessageId: messageId as ProviderMessageId };
      await provider.presence?.markRead({ ...target, typing: false });
      await provider.presence?.markRead({ ...target, typing: true });
    },
  };
}
