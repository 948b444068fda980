import type { AnyOperation, AnyQuery } from '../engine.ts';
import { setAnsweredBy } from './answered-by.ts';
import { borrowBudget } from './budget.ts';
import { claimSends } from './claim-sends.ts';
import { claimTurns } from './claim-turns.ts';
import { commitSend } from './commit-send.ts';
import { commitTurn } from './commit-turn.ts';
import { enqueue } from './enqueue.ts';
import { ingest } from './ingest.ts';
import { openTurn } from './open-turn.ts';
import { release } from './release.ts';
import { renew } from './renew.ts';
import { replayDeadLetter } from './replay.ts';
import { replyToTurn } from './reply-to-turn.ts';
import { resend } from './resend.ts';
import { sweepChunk } from './sweep.ts';

/** The work part of the catalogue. */
export const workOperations: readonly AnyOperation[] = [
  ...[ingest, enqueue],
  ...[claimTurns, commitTurn, replyToTurn],
  ...[claimSends, commitSend, resend],
  ...[renew, release, setAnsweredBy, replayDeadLetter, borrowBudget, sweepChunk],
];

export const workQueries: readonly AnyQuery[] = [openTurn];
