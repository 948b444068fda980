import { StoreUnavailable } from '../../src/store/store.ts';
import type { SimContext } from './context.ts';
import { strikes } from './context.ts';
import type { Gateway, GatewayNode } from './gateway.ts';

export interface SimRequest<Answer> {
  label: string;
  delayMs: number;
  send(node: GatewayNode): Promise<Answer>;
  /** False: the client tries again later. */
  isFinal(answer: Answer): boolean;
  done(answer: Answer): void;
}

export interface Clients {
  /** Repeats a request, to whatever node answers, until it has a final answer. */
  request<Answer>(request: SimRequest<Answer>): void;
  /** Whether every request has its final answer. */
  areIdle(): boolean;
}

const TIMEOUT_MS = 10_000;

/** Somebody outside who calls the gateway over a network that loses answers. */
export function createClients(gateway: () => Gateway, context: SimContext): Clients {
  const { world, profile, record } = context;
  let open = 0;

  function attempt<Answer>(request: SimRequest<Answer>, delayMs: number): void {
    world.post({ label: request.label, delayMs, run: () => arrive(request) });
  }

  function arrive<Answer>(request: SimRequest<Answer>): void {
    const again = () => attempt(request, world.random.between(500, 4_000));
    const node = gateway().reach();
    if (!node) {
      again();
      return;
    }
    const cancelTimeout = world.post({ label: `${request.label} times out`, delayMs: TIMEOUT_MS, run: again });
    const settle = (answer: Answer | undefined) => {
      if (strikes(context, profile.webhook.answerLost)) return;
      const run = () => {
        if (!cancelTimeout()) return;
        if (answer === undefined || !request.isFinal(answer)) {
          again();
          return;
        }
        open -= 1;
        request.done(answer);
      };
      world.post({
        label: `${request.label} is answered`,
        delayMs: world.random.between(0, 50),
        sentBy: node.owner,
        run,
      });
    };
    world.post({
      label: `${request.label} arrives`,
      delayMs: 0,
      owner: node.owner,
      run: () =>
        void request.send(node).then(settle, (error: unknown) => {
          if (!(error instanceof StoreUnavailable)) record.violations.push(`${request.label} failed: ${String(error)}`);
          settle(undefined);
        }),
    });
  }

  return {
    request(request) {
      open += 1;
      attempt(request, request.delayMs);
    },
    areIdle: () => open === 0,
  };
}
