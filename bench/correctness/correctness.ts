import { ON_POSTGRES, ON_SQLITE } from '../measures/starters.ts';
import type { Plan } from '../plan.ts';
import type { Measured } from '../samples.ts';
import { installPeers, TRIED_PEERS } from '../targets/peers.ts';
import type { Ends } from '../targets/target.ts';
import { type Crashable, crashableGateway, crashablePeer } from './crashable.ts';
import { scenarioNames, tryOut } from './trial.ts';

type Starter = (ends: Ends) => Promise<Crashable>;

/** Every target through the same troubles, all targets beside one another: how fast they are does not matter here. */
export async function tryCorrectness({ databaseUrl, hasPeers }: Plan): Promise<Measured> {
  const starters: Record<string, Starter> = {
    [ON_SQLITE]: (ends) => crashableGateway({ ...ends, databaseUrl: null }),
    [ON_POSTGRES]: (ends) => crashableGateway({ ...ends, databaseUrl }),
  };
  if (hasPeers) {
    installPeers();
    for (const peer of TRIED_PEERS) starters[peer.name] = (ends) => crashablePeer(peer, { ...ends, databaseUrl });
  }
  const inTurn = oneAfterAnother();
  const trials = await Promise.all(
    Object.entries(starters).map(async ([target, start]) => {
      const faults = await tryOut((ends) => inTurn(() => start(ends)));
      console.error(`correctness: ${target}: done`);
      return { target, faults };
    }),
  );
  return { samples: [], comparisons: [], trials: { scenarios: [...scenarioNames], trials } };
}

/** Starts are waited for, lest seven programs at once take so long that one of them is given up. */
function oneAfterAnother(): <Result>(start: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (start) => {
    const next = last.then(start);
    last = next.catch(() => undefined);
    return next;
  };
}
