import { afterEach, beforeEach } from 'vitest';
import { type OpenWork, Rig, type WorkSubject } from './store-work-rig.ts';

/** A fresh store for every test. */
export function useRig(open: OpenWork): () => Rig {
  let subject: WorkSubject | null = null;
  let rig: Rig | null = null;

  beforeEach(async () => {
    subject = await open();
    rig = new Rig(subject);
  });
  afterEach(async () => {
    await subject?.close();
    subject = null;
  });

  return () => {
    if (rig === null) throw new Error('no store is open');
    return rig;
  };
}
