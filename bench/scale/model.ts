/** From what a turn and a status cost to what so many messages a day need. Pure. */

/** Microseconds of processors and bytes, of one turn or one status. */
export interface UnitCost {
  /** The node's main thread, which is what limits a node. */
  main: number;
  /** The node with all its threads. */
  node: number;
  postgres: number;
  walBytes: number;
  storedBytes: number;
}

export interface Costs {
  turn: UnitCost;
  status: UnitCost;
}

export interface Load {
  /** Received and sent together. */
  messagesPerDay: number;
  /** The busiest minute ÷ the mean. */
  peak: number;
  statusesPerAnswer: number;
}

export interface Need {
  turnsPerSecond: number;
  webhooksPerSecond: number;
  /** Main threads that are busy at the peak. */
  mainThreads: number;
  /** With headroom, and one more that may be away. */
  nodes: number;
  /** Cores of PostgreSQL that are busy at the peak, and with headroom. */
  postgresBusy: number;
  postgresCores: number;
  walPerSecond: number;
  storedPerDay: number;
  connections: number;
}

/** Busier than this, queues grow long (`simulate.ts`). */
const UTILISATION = 0.6;
const CONNECTIONS_PER_NODE = 13;
const DAY_S = 86_400;

/** What the load needs at its peak; `walPerSecond` in bytes at the peak, `storedPerDay` in bytes. */
export function needOf({ messagesPerDay, peak, statusesPerAnswer }: Load, { turn, status }: Costs): Need {
  const turnsPerDay = messagesPerDay / 2;
  const turnsPerSecond = (turnsPerDay / DAY_S) * peak;
  const whole = (name: keyof UnitCost) => turn[name] + statusesPerAnswer * status[name];
  const mainThreads = (turnsPerSecond * whole('main')) / 1e6;
  const postgresBusy = (turnsPerSecond * whole('postgres')) / 1e6;
  const nodes = Math.ceil(mainThreads / UTILISATION) + 1;
  return {
    ...{ turnsPerSecond, mainThreads, nodes, postgresBusy },
    webhooksPerSecond: turnsPerSecond * (1 + statusesPerAnswer),
    postgresCores: Math.ceil(postgresBusy / UTILISATION),
    walPerSecond: turnsPerSecond * whole('walBytes'),
    storedPerDay: turnsPerDay * whole('storedBytes'),
    connections: nodes * CONNECTIONS_PER_NODE,
  };
}

/** Straight line through points, by least squares. */
export function lineThrough(points: readonly { x: number; y: number }[]): { at0: number; slope: number } {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return { at0: y - slope * x, slope };
}
