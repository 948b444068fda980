import { expect, it } from 'vitest';
import type { ChannelId } from '../../domain/ids.ts';
import type { Fact, StoredTemplate } from '../../store/templates.ts';
import { concernsOfFacts, concernsOfTemplates } from './concerns.ts';

const NOW = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;

const fact = (about: Fact['about'], name: string, value: string, at = NOW): Fact => ({
  ...{ channelId: 'chn_1' as ChannelId, about, subject: about === 'sender' ? '15550001111' : '7' },
  ...{ name, value, at },
});

it.each<[Fact, string]>([
  [fact('sender', 'quality', 'red'), 'Number 15550001111: its quality is red.'],
  [fact('sender', 'quality', 'yellow'), 'Number 15550001111: its quality is yellow.'],
  [fact('sender', 'qualityEvent', 'flagged'), 'Number 15550001111: it was flagged.'],
  [fact('sender', 'status', 'banned'), 'Number 15550001111: its status is banned.'],
  [
    fact('sender', 'nameReview', 'rejected: name_not_consistent'),
    'Number 15550001111: its display name was not approved (rejected: name_not_consistent).',
  ],
  [fact('account', 'review', 'rejected'), 'Account 7: it was rejected in the review.'],
  [
    fact('account', 'ban', 'will be disabled on November 3, 2026'),
    'Account 7: it is barred: will be disabled on November 3, 2026.',
  ],
  [
    fact('account', 'alert', 'critical: profile_picture_lost'),
    'Account 7: the provider warns: critical: profile_picture_lost.',
  ],
])('says what an operator should look at: %#', (told, sentence) => {
  expect(concernsOfFacts([told], NOW)).toEqual([sentence]);
});

it.each<Fact>([
  fact('sender', 'quality', 'green'),
  fact('sender', 'qualityEvent', 'unflagged'),
  fact('sender', 'status', 'connected'),
  fact('sender', 'messagingLimit', '2000'),
  fact('account', 'review', 'approved'),
  fact('account', 'ban', 'none'),
  fact('account', 'alert', 'informational: oba_approved'),
  fact('sender', 'quality', 'red', NOW - 31 * DAY_MS),
])('says nothing of what is well or long ago: %#', (told) => {
  expect(concernsOfFacts([told], NOW)).toEqual([]);
});

it('drops restrictions that have ended', () => {
  const until = (days: number) => new Date(NOW + days * DAY_MS).toISOString();
  const told = fact('account', 'restrictions', `one until ${until(-1)}, other until ${until(1)}`);
  expect(concernsOfFacts([told], NOW)).toEqual([`Account 7: it is restricted: other until ${until(1)}.`]);
  expect(concernsOfFacts([fact('account', 'restrictions', `one until ${until(-1)}`)], NOW)).toEqual([]);
});

it('tells of templates that cannot be sent, are disliked, or will cost more', () => {
  const template = (change: Partial<StoredTemplate>) =>
    ({
      name: 'book',
      language: 'en',
      status: 'approved',
      quality: 'green',
      comingCategory: null,
      ...change,
    }) as StoredTemplate;
  const told = [
    template({}),
    template({ status: 'pending' }),
    template({ status: 'paused' }),
    template({ quality: 'red' }),
    template({ comingCategory: { category: 'marketing', at: NOW } }),
  ];
  expect(concernsOfTemplates(told)).toEqual([
    'Template book (en) is paused.',
    'Template book (en) has the quality red.',
    'Template book (en) becomes marketing on 2026-11-01.',
  ]);
});
