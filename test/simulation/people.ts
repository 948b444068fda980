import type { SimContext } from './context.ts';
import type { SimPerson } from './persons.ts';
import { person, shown } from './persons.ts';
import type { SimProvider } from './provider.ts';
import type { Clients } from './requests.ts';
import type { ChannelSetting } from './setting.ts';
import { messageText, SETTING } from './setting.ts';

/** People write within this time, so that trouble meets them. */
const WRITING_MS = 25_000;

/** Plans everything that comes from outside: what people write, and what a client sends through the API. */
export function planTraffic(provider: SimProvider, clients: Clients, context: SimContext): void {
  const { profile } = context;
  for (let index = 1; index <= profile.people; index += 1) planPerson(person(index), provider, context);
  for (let index = 1; index <= profile.apiMessages; index += 1) planRequest(index, clients, context);
}

function planPerson(writer: SimPerson, provider: SimProvider, context: SimContext): void {
  const { world, profile, record } = context;
  for (let count = 1; count <= profile.messagesPerPerson; count += 1) {
    const sender = world.random.pick(world.random.pick(SETTING).senders);
    const text = messageText(writer, sender, count);
    // Half of the messages come in bursts.
    const delayMs = world.random.chance(0.5) ? world.random.between(0, 500) : world.random.between(0, WRITING_MS);
    record.written.push({ text, senderPhone: sender.phoneNumber, person: writer.name });
    const from = shown(writer, context);
    const event = { kind: 'message', id: `in:${text}`, to: sender.phoneNumber, from, text } as const;
    // A number may be connected to both providers at once.
    const line = profile.standby && world.random.chance(0.3) ? 'standby' : 'active';
    provider.tell({ senderPhone: sender.phoneNumber, line }, { ...event, at: world.now() + delayMs }, delayMs);
  }
}

function planRequest(index: number, clients: Clients, { world, profile, record }: SimContext): void {
  const { random } = world;
  const setting: ChannelSetting = random.pick(SETTING);
  const sender = random.pick(setting.senders);
  const recipient = person(random.between(1, profile.people));
  const text = `api:${index}`;
  record.requested.push({ text, senderPhone: sender.phoneNumber, person: recipient.name });
  clients.request({
    label: `request ${text}`,
    delayMs: random.between(0, WRITING_MS),
    send: (node) =>
      node.pipeline.outbox.send({
        channelId: setting.channel.id,
        senderId: sender.id,
        to: { phone: recipient.phone },
        content: { type: 'text', text },
        author: 'api',
        idempotency: { scope: 'client', key: text, requestHash: text },
      }),
    isFinal: () => true,
    done({ outcome }) {
      if (outcome !== 'created' && outcome !== 'repeated') record.violations.push(`request ${text} was ${outcome}`);
    },
  });
}
