/** What is asked of a store about what adapters remember of their connections. */
import type { ConnectionId } from '../domain/ids.ts';

export interface MemoPlace {
  connectionId: ConnectionId;
  key: string;
}

/** `value`: ciphertext. `until`: epoch ms; null: as long as the connection exists. */
export interface StoredMemo extends MemoPlace {
  value: string;
  until: number | null;
}

export interface MemoStore {
  /** Also one whose time is over, until it is swept. */
  findMemo(place: MemoPlace): Promise<StoredMemo | null>;
  /** Replaces what is there. Of a connection that is deleted nothing is kept. */
  keepMemo(memo: StoredMemo): Promise<void>;
  dropMemo(place: MemoPlace): Promise<void>;
  /** In the order of their places, those behind `after`. */
  listMemos(page: { after: MemoPlace | null; limit: number }): Promise<readonly StoredMemo[]>;
  /** The same in another ciphertext, unless it is not `of` any more. */
  renewMemo(place: MemoPlace, change: { of: string; value: string }): Promise<void>;
}
