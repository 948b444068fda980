import { setTimeout as pause } from 'node:timers/promises';
import { conversations, type Scenario } from './scenarios.ts';

const CRASHES = 3;
const MESSAGES = 25;
const EARLIEST_MS = 100;
const LATEST_MS = 900;

/** People go on writing while the target dies at random moments. What was not acknowledged is repeated, as Meta does. */
export const CRASH: Scenario = {
  id: 'kill',
  name: `kill -9 at a random moment, restart (${CRASHES} times)`,
  isOrdered: true,
  async write(scene) {
    const written = conversations(scene, MESSAGES);
    for (let crash = 0; crash < CRASHES; crash += 1) {
      await pause(EARLIEST_MS + Math.random() * (LATEST_MS - EARLIEST_MS));
      await scene.crash();
    }
    await written;
  },
};
