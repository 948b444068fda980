import { createHash } from 'node:crypto';
import type { Row, Table } from './tables.ts';

const MODULUS = 1n << 256n;

/** Number and checksum of rows, whatever order they come in, so that two engines need not agree on one. */
export class Digest {
  rows = 0;
  #sum = 0n;

  add({ columns }: Table, row: Row): void {
    const values = JSON.stringify(columns.map((column) => row[column] ?? null));
    const hash = createHash('sha256').update(values).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS;
    this.rows += 1;
  }

  equals(other: Digest): boolean {
    return this.rows === other.rows && this.#sum === other.#sum;
  }
}
