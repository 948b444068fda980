import type { Clock } from '../host/clock.ts';
import type { Change } from '../pipeline/observer.ts';
import { MOST_TOLD_BYTES, type NodeTalk } from '../store/store.ts';
import type { ChangeNotifier } from './changes.ts';

/** Pages gather as long themselves before they ask again. */
const GATHER_MS = 250;
/** More at once are told of by kind and channel only. */
const MOST_GATHERED = 200;
const PREFIX = 'changes ';

export interface SharedChanges {
  /** Tells pages at this node at once, and those at other nodes soon. */
  publish(change: Change): void;
  close(): void;
}

export interface SharingParts {
  nodes: NodeTalk;
  clock: Clock;
  onError(error: unknown): void;
}

/** Carries changes between nodes: a page is open at one of them, and work is done at others. */
export function shareChanges(changes: ChangeNotifier, { nodes, clock, onError }: SharingParts): SharedChanges {
  /** As JSON, so that the same is told once. */
  let gathered = new Set<string>();
  let cancel: (() => void) | null = null;

  const unsubscribe = nodes.onTold((text) => {
    if (!text.startsWith(PREFIX)) return;
    try {
      // Another node of this installation wrote it; one of another release may know other kinds, which pages pass over.
      for (const change of JSON.parse(text.slice(PREFIX.length)) as Change[]) changes.publish(change);
    } catch (error) {
      onError(error);
    }
  });

  function flush(): void {
    cancel = null;
    const told = gathered;
    gathered = new Set();
    for (const text of inPieces([...told])) nodes.tell(text);
  }

  return {
    publish(change) {
      changes.publish(change);
      gathered.add(JSON.stringify(gathered.size < MOST_GATHERED ? change : withoutIds(change)));
      cancel ??= clock.setTimer(GATHER_MS, flush);
    },
    close() {
      cancel?.();
      unsubscribe();
    },
  };
}

function withoutIds({ kind, channelId }: Change): Change {
  return { kind, ...(channelId !== undefined && { channelId }) };
}

/** @param items JSON of ASCII alone, each far shorter than a piece */
function inPieces(items: readonly string[]): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const item of items) {
    if (PREFIX.length + piece.length + item.length + 3 > MOST_TOLD_BYTES) {
      pieces.push(piece);
      piece = '';
    }
    piece += piece === '' ? item : `,${item}`;
  }
  if (piece !== '') pieces.push(piece);
  return pieces.map((list) => `${PREFIX}[${list}]`);
}
