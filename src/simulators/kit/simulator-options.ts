import type { SimulatorClock } from './clock.ts';
import type { Fetch } from './http.ts';
import type { StatusTimes } from './progress.ts';
import type { World } from './world.ts';

/** What every provider's simulator can be told at its start. */
export interface SimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  /** How long a new template waits for its approval: 5 s if left out; `never` leaves the decision to scripts. */
  reviewMs?: number | 'never';
  /** Whether linked media are fetched, as platforms do: yes if left out. */
  fetchLinks?: boolean;
}
