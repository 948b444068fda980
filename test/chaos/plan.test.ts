import { expect, test } from 'vitest';
import { type Disaster, planRound } from '../../chaos/plan.ts';

const usual = { seed: 7, partners: ['meta', 'twilio'], loadMs: 1_000 };
const disastersOf = (hasDatabase: boolean): Disaster[] =>
  Array.from({ length: 200 }, (_, round) => planRound({ ...usual, round, hasDatabase })).flatMap(({ disasters }) =>
    disasters.map(({ disaster }) => disaster),
  );

test('a round is drawn from its seed and number alone', () => {
  const plan = planRound({ ...usual, round: 12, hasDatabase: true });
  expect(planRound({ ...usual, round: 12, hasDatabase: true })).toEqual(plan);
  expect(planRound({ ...usual, round: 13, hasDatabase: true })).not.toEqual(plan);
  expect(planRound({ ...usual, seed: 8, round: 12, hasDatabase: true })).not.toEqual(plan);
});

test('every kind of disaster comes; those of a database only where there is one', () => {
  const kindsOf = (hasDatabase: boolean) => [...new Set(disastersOf(hasDatabase).map(({ kind }) => kind))].sort();
  expect(kindsOf(false)).toEqual(['freeze', 'kill', 'partner_cut']);
  expect(kindsOf(true)).toEqual(
    ['database_cut', 'database_kill', 'database_stall', 'freeze', 'kill', 'partner_cut'].sort(),
  );
});

test('a frozen process is frozen past its lease', () => {
  const freezes = disastersOf(true).filter((disaster) => disaster.kind === 'freeze');
  expect(freezes.length).toBeGreaterThan(0);
  for (const { ms } of freezes) expect(ms).toBeGreaterThan(30_000);
});

test('a partner swallows one request a round at most, and does so in many rounds', () => {
  const swallowed = Array.from({ length: 50 }, (_, round) => {
    const { faults } = planRound({ ...usual, round, hasDatabase: false });
    const swallows = faults.filter(
      ({ partner, fault }) =>
        partner === 'meta' &&
        (fault.kind === 'drop_before' || (fault.kind === 'error' && fault.status === 500 && !fault.processed)),
    );
    return swallows.length;
  });
  expect(new Set(swallowed)).toEqual(new Set([0, 1]));
});

test('every partner gets faults of both sorts', () => {
  const { faults } = planRound({ ...usual, round: 1, hasDatabase: false });
  for (const partner of usual.partners) {
    const kinds = faults.filter((one) => one.partner === partner).map(({ fault }) => fault.kind.startsWith('webhook_'));
    expect(new Set(kinds)).toEqual(new Set([true, false]));
  }
});
