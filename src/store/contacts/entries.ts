import type { AnyOperation, AnyQuery } from '../engine.ts';
import { setMarketing } from './marketing.ts';
import { getContact, listContacts } from './read.ts';

export const contactOperations: readonly AnyOperation[] = [setMarketing];
export const contactQueries: readonly AnyQuery[] = [listContacts, getContact];
