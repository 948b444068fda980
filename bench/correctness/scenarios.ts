import type { Verdict } from '../mock-graph.ts';
import { batchWebhook, textWebhook } from '../wire.ts';
import type { Ledger } from './ledger.ts';
import type { Postman } from './postman.ts';

/** What a scenario has at hand. */
export interface Scene {
  ledger: Ledger;
  postman: Postman;
  /** Whoever writes in this scenario, and in no other. */
  person(index: number): number;
  /** `kill -9`, and started again on the same port. */
  crash(): Promise<void>;
}

export interface Scenario {
  /** Begins the texts of its messages. */
  id: string;
  name: string;
  /** Whether it defines in which order the answers must come. */
  isOrdered: boolean;
  /** How the provider treats the first try of the first answer to some of the people. */
  trouble?: Verdict;
  /** Resolves when everything is acknowledged or given up. */
  write(scene: Scene): Promise<void>;
}

const PEOPLE = 20;
const BURST = 20;

/** Everything but forgery and crashes, which are judged in another way. */
export const SCENARIOS: readonly Scenario[] = [
  { id: 'calm', name: 'nothing special', isOrdered: true, write: (scene) => conversations(scene, 3) },
  {
    id: 'again',
    name: 'every webhook again after its 200',
    isOrdered: true,
    write: (scene) =>
      conversations(scene, 2, async (body) => {
        const wasDelivered = await scene.postman.deliver(body);
        return (await scene.postman.deliver(body)) && wasDelivered;
      }),
  },
  {
    id: 'twice',
    name: 'every webhook twice at once',
    isOrdered: true,
    write: (scene) =>
      conversations(scene, 2, async (body) => {
        const delivered = await Promise.all([scene.postman.deliver(body), scene.postman.deliver(body)]);
        return delivered.every(Boolean);
      }),
  },
  {
    id: 'burst',
    name: 'burst: 20 of one person, the next at the 200',
    isOrdered: true,
    write: (scene) => conversations(scene, BURST),
  },
  { id: 'flood', name: 'burst: 20 of one person at once (order undefined)', isOrdered: false, write: flood },
  { id: 'batch', name: 'five messages in one webhook', isOrdered: true, write: batches },
  fault('error', 'provider answers 500 once', { status: 500, code: 131000 }),
  fault('busy', 'provider answers 429 once', { status: 429, code: 130429 }),
  fault('cut', 'connection cut once, not taken', 'drop'),
  fault('deaf', 'connection cut once, taken', 'accept_and_drop'),
];

function fault(id: string, name: string, trouble: Verdict): Scenario {
  return { id, name, isOrdered: true, trouble, write: (scene) => conversations(scene, 2) };
}

/** Whether the trouble of a scenario meets the answer to this person's message: four of forty, so that it is trouble and no outage. */
export function isTroubled(person: number, message: number): boolean {
  return person % 5 === 0 && message === 1;
}

type Deliver = (body: Buffer) => Promise<boolean>;

/** People beside each other, each writing the next message when the last was acknowledged. */
export async function conversations(scene: Scene, messages: number, deliver?: Deliver): Promise<void> {
  const send: Deliver = deliver ?? ((body) => scene.postman.deliver(body));
  await Promise.all(
    people(scene).map(async (person) => {
      for (let count = 0; count < messages; count += 1) {
        const text = scene.ledger.next(person);
        if (await send(textWebhook(person, text).body)) scene.ledger.acknowledge(text);
      }
    }),
  );
}

async function flood(scene: Scene): Promise<void> {
  for (const person of people(scene).slice(0, 5)) {
    const texts = Array.from({ length: BURST }, () => scene.ledger.next(person));
    await Promise.all(
      texts.map(async (text) => {
        if (await scene.postman.deliver(textWebhook(person, text).body)) scene.ledger.acknowledge(text);
      }),
    );
  }
}

async function batches(scene: Scene): Promise<void> {
  for (const person of people(scene)) {
    const texts = Array.from({ length: 5 }, () => scene.ledger.next(person));
    if (!(await scene.postman.deliver(batchWebhook(person, texts)))) continue;
    for (const text of texts) scene.ledger.acknowledge(text);
  }
}

function people({ person }: Scene): number[] {
  return Array.from({ length: PEOPLE }, (_, index) => person(index));
}
