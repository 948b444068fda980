import { expect, test } from 'vitest';
import { everythingAnswered, faultsOf } from '../../soak/finish.ts';
import { createLedger } from '../../soak/ledger.ts';

test('acknowledged and answered in whatever order, a message is settled', async () => {
  const ledger = createLedger();
  const [one, two] = [ledger.next(), ledger.next()];
  ledger.acknowledged(one);
  ledger.answered(one);
  ledger.answered(two);
  ledger.acknowledged(two);
  expect(faultsOf(await everythingAnswered(ledger, 0, 0))).toEqual([]);
  expect(ledger.count()).toMatchObject({ written: 2, acknowledged: 2, answered: 2, open: 0, doubled: 0 });
});

test('finds what was acknowledged and not answered, and what was answered again', async () => {
  const ledger = createLedger();
  const [lost, again, early] = [ledger.next(), ledger.next(), ledger.next()];
  ledger.acknowledged(lost);
  ledger.acknowledged(again);
  ledger.answered(again);
  ledger.answered(again);
  ledger.answered(early);
  ledger.answered(early);
  expect(faultsOf(await everythingAnswered(ledger, 0, 0))).toEqual([
    '1 acknowledged messages were not answered',
    '2 messages were answered again',
  ]);
});

test('a refused message may be answered all the same: it may have become durable after its sender was told to repeat it', async () => {
  const ledger = createLedger();
  const text = ledger.next();
  ledger.refused();
  ledger.answered(text);
  expect(faultsOf(await everythingAnswered(ledger, 0, 0))).toEqual([]);
});
