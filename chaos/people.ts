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

export function createCrowd({ simulator, phoneNumberId, people }: CrowdOptions): Crowd {
  const written = new Map<string, string[]>();
  const acknowledged = new Map<string, () => void>();
  for (let index = 0; index < people; index++) {
    const { id } = simulator.world.people.add({ id: `p${index}`, name: `Person ${index}` });
    written.set(id, []);
  }
  simulator.onDelivery(({ webhook, status }) => {
    if (status !== 200) return;
    for (const [id, resolve] of acknowledged) {
      if (!webhook.body.includes(id)) continue;
      acknowledged.delete(id);
      resolve();
    }
  });

  async function writeOne(person: string, text: string): Promise<void> {
    const entry = await simulator.write(phoneNumberId, person, { type: 'text', text });
    await new Promise<void>((resolve) => {
      // As the webhook writes it: slashes are escaped there.
      acknowledged.set(entry.providerMessageId.replaceAll('/', '\\/'), resolve);
    });
    written.get(person)?.push(text);
  }

  const isAnswered = (person: string, text: string) => answersOf(simulator, person).includes(text);
  const isAllAnswered = () => [...written].every(([person, texts]) => texts.every((text) => isAnswered(person, text)));

  return {
    async write(label, count) {
      await Promise.all(
        [...written.keys()].map(async (person) => {
          for (let number = 0; number < count; number++) await writeOne(person, `${person} ${label}.${number}`);
        }),
      );
    },
    async answered(timeoutMs) {
      if (isAllAnswered()) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, timeoutMs);
        const stop = simulator.onMessage(() => {
          if (isAllAnswered()) done();
        });
        function done(): void {
          clearTimeout(timer);
          stop();
          resolve();
        }
      });
    },
    verdict: () => judge(written, simulator),
  };
}

function answersOf(simulator: RunningMetaSimulator, person: string): string[] {
  return simulator.received(person).map(({ body }) => {
    const { text } = body as { text?: { body?: string } };
    return (text?.body ?? '').replace(PREFIX, '');
  });
}

function judge(written: ReadonlyMap<string, readonly string[]>, simulator: RunningMetaSimulator): Verdict {
  const verdict: Verdict = { written: 0, unanswered: 0, answeredTwice: 0, disordered: 0, misdelivered: 0, details: [] };
  for (const [person, texts] of written) {
    const answers = answersOf(simulator, person);
    const own = answers.filter((text) => text.startsWith(`${person} `));
    verdict.written += texts.length;
    verdict.misdelivered += answers.length - own.length;
    for (const text of texts) {
      const count = own.filter((answer) => answer === text).length;
      if (count === 0) verdict.details.push(`unanswered: ${text}`);
      if (count > 1) verdict.details.push(`answered ${count} times: ${text}`);
      verdict.unanswered += count === 0 ? 1 : 0;
      verdict.answeredTwice += count > 1 ? 1 : 0;
    }
    const first = own.filter((text, index) => own.indexOf(text) === index);
    const expected = texts.filter((text) => first.includes(text));
    if (first.join('\n') !== expected.join('\n')) {
      verdict.disordered += 1;
      verdict.details.push(`disordered for ${person}: ${first.slice(-5).join(', ')}`);
    }
  }
  return verdict;
}
