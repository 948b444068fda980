import type { RunningMetaSimulator } from '../src/simulators/meta/start.ts';

/** What people wrote and what they got. */
export interface Crowd {
  /** Every person writes `count` messages, each when the last was acknowledged. */
  write(label: string, count: number): Promise<void>;
  /** Resolves when every message written so far has an answer, or after `timeoutMs`. */
  answered(timeoutMs: number): Promise<void>;
  verdict(): Verdict;
}

export interface Verdict {
  written: number;
  unanswered: number;
  answeredTwice: number;
  disordered: number;
  misdelivered: number;
  details: string[];
}

export interface CrowdOptions {
  simulator: RunningMetaSimulator;
  phoneNumberId: string;
  people: number;
}

const PREFIX = 'answer to ';

/** What one person wrote, in the order of acknowledgement, and what reached them. */
interface Chat {
  written: string[];
  answers: string[];
}

export function createCrowd({ simulator, phoneNumberId, people }: CrowdOptions): Crowd {
  const chats = new Map<string, Chat>();
  const acknowledged = new Map<string, () => void>();
  const waiting = new Set<string>();
  let onAnswered = () => {};
  for (let index = 0; index < people; index++) {
    const { id } = simulator.world.people.add({ id: `p${index}`, name: `Person ${index}` });
    chats.set(id, { written: [], answers: [] });
  }
  simulator.onDelivery(({ webhook, status }) => {
    if (status !== 200) return;
    for (const [id, resolve] of acknowledged) {
      if (!webhook.body.includes(id)) continue;
      acknowledged.delete(id);
      resolve();
    }
  });
  // Kept as it comes: searching everything again at every message would hold up the simulator, and with it the echoes.
  simulator.onMessage(({ personId, body }) => {
    const { text } = body as { text?: { body?: string } };
    const answered = (text?.body ?? '').replace(PREFIX, '');
    chats.get(personId ?? '')?.answers.push(answered);
    waiting.delete(answered);
    if (waiting.size === 0) onAnswered();
  });

  async function writeOne(person: string, chat: Chat, text: string): Promise<void> {
    waiting.add(text);
    const entry = await simulator.write(phoneNumberId, person, { type: 'text', text });
    await new Promise<void>((resolve) => {
      // As the webhook writes it: slashes are escaped there.
      acknowledged.set(entry.providerMessageId.replaceAll('/', '\\/'), resolve);
    });
    chat.written.push(text);
  }

  return {
    async write(label, count) {
      await Promise.all(
        [...chats].map(async ([person, chat]) => {
          for (let number = 0; number < count; number++) await writeOne(person, chat, `${person} ${label}.${number}`);
        }),
      );
    },
    async answered(timeoutMs) {
      if (waiting.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        onAnswered = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    verdict: () => judge(chats),
  };
}

function judge(chats: ReadonlyMap<string, Chat>): Verdict {
  const verdict: Verdict = { written: 0, unanswered: 0, answeredTwice: 0, disordered: 0, misdelivered: 0, details: [] };
  for (const [person, { written, answers }] of chats) {
    const own = answers.filter((text) => text.startsWith(`${person} `));
    verdict.written += written.length;
    verdict.misdelivered += answers.length - own.length;
    for (const text of written) {
      const count = own.filter((answer) => answer === text).length;
      if (count === 0) verdict.details.push(`unanswered: ${text}`);
      if (count > 1) verdict.details.push(`answered ${count} times: ${text}`);
      verdict.unanswered += count === 0 ? 1 : 0;
      verdict.answeredTwice += count > 1 ? 1 : 0;
    }
    const first = own.filter((text, index) => own.indexOf(text) === index);
    if (first.join('\n') !== written.filter((text) => first.includes(text)).join('\n')) {
      verdict.disordered += 1;
      verdict.details.push(`disordered for ${person}: ${first.slice(-5).join(', ')}`);
    }
  }
  return verdict;
}
