import type { TransferProgress } from '../services/backup/progress.ts';

const TOLD: Readonly<Record<TransferProgress['step'], string>> = {
  database: 'Copying the database',
  files: 'Copying files',
  checking: 'Checking',
};
/** Where nothing can be overwritten, a line a tenth is enough. */
const TENTHS = 10;

/** Shows on standard error how far a copy is: one line that changes on a terminal, otherwise a line a tenth. */
export function transferProgress() {
  const { isTTY } = process.stderr;
  let last = '';
  return {
    show({ step, done, total }: TransferProgress) {
      const share = total === 0 ? 1 : done / total;
      const percent = isTTY ? Math.floor(share * 100) : Math.floor(share * TENTHS) * TENTHS;
      const line = `${TOLD[step]}: ${percent} %`;
      if (line === last) return;
      last = line;
      process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end: () => void (isTTY && last !== '' && process.stderr.write('\n')),
  };
}
