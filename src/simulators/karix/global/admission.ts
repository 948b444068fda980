import type { IncomingHttpHeaders } from 'node:http';
import type { Accounts, KarixNumber } from '../account.ts';
import { GlobalRefusal } from './refusal.ts';

/** The account of a request with its numbers; there is at least one. */
export interface OwnAccount {
  readonly uid: string;
  readonly numbers: readonly KarixNumber[];
}

/** Throws 403 for unknown or suspended accounts, which the documentation has instead of 401. */
export function findAccount(accounts: Accounts, { authorization = '' }: IncomingHttpHeaders): OwnAccount {
  const [, encoded = ''] = /^Basic (.+)$/.exec(authorization) ?? [];
  const [uid = '', token = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  const numbers = accounts.ofUid(uid, token);
  if (numbers.length === 0) throw new GlobalRefusal(403, 'Authentication failed');
  if (numbers.some(({ conditions }) => conditions.isSuspended)) throw new GlobalRefusal(403, 'Account suspended');
  return { uid, numbers };
}
