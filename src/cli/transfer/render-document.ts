import { stringify } from 'yaml';
import type { SetupDocument } from './document.ts';

export type DocumentFormat = 'yaml' | 'json';

const REMARK = '# Written by "chasqui export". Secrets are left out: "secretsNeeded" names them.\n';

/** The text of a document. Equal set-ups give equal texts: no time, no id, everything in a settled order. */
export function renderDocument(document: SetupDocument, format: DocumentFormat): string {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  return REMARK + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
