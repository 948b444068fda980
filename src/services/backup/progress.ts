/** How far a copy is. `done` and `total` count pages of the database, or files. */
export interface TransferProgress {
  step: 'database' | 'files' | 'checking';
  done: number;
  total: number;
}
