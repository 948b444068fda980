import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';

/** Texts have no bytes to know them by. */
const TEXTS: Readonly<Record<string, string>> = { '.txt': 'text/plain', '.csv': 'text/csv' };

/** What a file is, by its bytes; undefined where they do not tell. */
export async function mediaTypeOf(path: string): Promise<string | undefined> {
  const found = await fileTypeFromFile(path);
  return found?.mime ?? TEXTS[extname(path).toLowerCase()];
}
