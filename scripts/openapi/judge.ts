import type { Description } from './description.ts';
import type { OfficialProvider, Recording } from './provider.ts';
import type { Exchange } from './recorder.ts';

export interface Judgement {
  requests: number;
  answers: number;
  webhooks: number;
  /** Sentences, each once. */
  faults: string[];
}

/** Holds what was recorded against the documents. A request that was refused is not looked at, only the refusal. */
export function judge(
  provider: OfficialProvider,
  descriptions: readonly Description[],
  recording: Recording,
): Judgement {
  const faults = new Set(recording.failures);
  const counts = { requests: 0, answers: 0, webhooks: 0 };
  const count = (side: keyof typeof counts, found: string[] | undefined, where: string) => {
    if (!found) return;
    counts[side] += 1;
    for (const fault of found) faults.add(`${where}: ${fault}`);
  };

  for (const exchange of recording.exchanges) {
    const described = findDescription(provider, descriptions, exchange);
    if (!described) {
      const asked = `${exchange.method} ${exchange.url.pathname}`;
      if (!provider.undescribed.some((known) => known.test(asked))) faults.add(`${asked}: is not described`);
      continue;
    }
    const { description, operation } = described;
    const where = `${exchange.method} ${operation.path}`;
    if (exchange.status < 400) count('requests', description.faultsOfRequest(operation, exchange), `${where}: request`);
    count('answers', description.faultsOfAnswer(operation, exchange), `${where}: answer ${exchange.status}`);
  }
  for (const { name, body } of recording.webhooks) {
    const found = descriptions.map((one) => one.faultsOfWebhook(name, body)).find((one) => one !== undefined);
    count('webhooks', found ?? ['is not described'], `webhook ${name}`);
  }
  return { ...counts, faults: [...faults] };
}

function findDescription(provider: OfficialProvider, descriptions: readonly Description[], exchange: Exchange) {
  const path = provider.pathOf?.(exchange);
  for (const description of descriptions) {
    const operation = description.findOperation(exchange, path);
    if (operation) return { description, operation };
  }
  return undefined;
}
