import { type Numbers, type Options, readOptions, type Usage, WrongUsage } from './options.ts';
import type { StoreName } from './stage.ts';

/**
 * Plays a program on one store after the other, as its command line says, and ends the process: 0 no fault, 1 a fault, 2 wrong usage. A
 * store with faults does not keep the next one from its turn.
 */
export async function runOnStores<Usual extends Numbers>(
  usage: Usage<Usual>,
  play: (store: StoreName, numbers: Options<Usual>['numbers']) => Promise<boolean>,
): Promise<never> {
  const options = readOrRefuse(usage);
  if (options === null) {
    console.log(usage.help);
    process.exit(0);
  }
  let isGood = true;
  for (const store of options.stores) isGood = (await play(store, options.numbers)) && isGood;
  process.exit(isGood ? 0 : 1);
}

function readOrRefuse<Usual extends Numbers>(usage: Usage<Usual>): Options<Usual> | null {
  try {
    return readOptions(process.argv.slice(2), usage);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    console.error(`${error.message}; --help shows what there is`);
    process.exit(2);
  }
}
