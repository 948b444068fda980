import type { Plan } from '../plan.ts';
import { interleave } from '../rounds.ts';
import { type Aim, type Comparison, type Measured, throughputRatios } from '../samples.ts';
import { withEnds } from '../targets/ends.ts';
import { FAST_PEERS, installPeers, type Peer, startPeer } from '../targets/peers.ts';
import { echoesOf } from './echo.ts';
import { BARE, gateways, ON_POSTGRES, ON_SQLITE, type Starter } from './starters.ts';

const MEASURE = 'peers';

/** By the peer's name, for the gateway on SQLite; judged where both do the same work, which is to ask an HTTP bot. */
const AIMS: Readonly<Record<string, Aim>> = {
  'whatsapp-api-js, HTTP bot': { bound: '≥', value: 1, beyond: 1.5 },
  'chat (memory), HTTP bot': { bound: '≥', value: 2, beyond: 4 },
  'chat (PostgreSQL), HTTP bot': { bound: '≥', value: 6, beyond: 15 },
};

/** The durable echo beside the echoes of products that store nothing, or only locks. */
export function measurePeers(plan: Plan): Promise<Measured> {
  installPeers();
  return withEnds(async (ends) => {
    const { [BARE]: _bare, ...own } = gateways(plan);
    const others = Object.fromEntries(FAST_PEERS.map((peer) => [peer.name, starterOf(peer, plan)]));
    const contestants = Object.entries({ ...own, ...others }).map(([target, start]) => ({
      target,
      run: () => echoesOf(start, ends, plan),
    }));
    const samples = await interleave(MEASURE, plan.rounds, contestants);
    const against = (gateway: string, { name }: Peer): Comparison => {
      const aim = gateway === ON_SQLITE ? AIMS[name] : undefined;
      return {
        measure: MEASURE,
        what: `durable echo, ${gateway} ÷ ${name}`,
        values: throughputRatios(samples, [gateway, name]),
        unit: '×',
        ...(aim && { aim }),
      };
    };
    return {
      samples,
      comparisons: [ON_SQLITE, ON_POSTGRES].flatMap((gateway) => FAST_PEERS.map((peer) => against(gateway, peer))),
    };
  });
}

function starterOf(peer: Peer, { databaseUrl }: Plan): Starter {
  return (ends) => startPeer(peer, { ...ends, databaseUrl });
}
