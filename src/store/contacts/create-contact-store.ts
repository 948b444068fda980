import type { ContactStore } from '../contacts.ts';
import type { Engine } from '../engine.ts';
import { readSlice } from '../queries/cursor.ts';
import { setMarketing } from './marketing.ts';
import { getContact, listContacts } from './read.ts';

/** The contract of contacts on either engine. */
export function createContactStore(engine: Engine): ContactStore {
  return {
    listContacts: async (filter, page) => engine.read(listContacts, { filter, slice: readSlice('contacts', page) }),
    getContact: (id) => engine.read(getContact, id),
    setMarketing: (id, marketing) => engine.write(setMarketing, { id, marketing }),
  };
}
