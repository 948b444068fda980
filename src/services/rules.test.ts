import { describe, expect, it } from 'vitest';
import { type ChannelRules, DEFAULT_RULES } from '../domain/channel.ts';
import { changeRules } from './rules.ts';

const paths = (change: object) =>
  changeRules(DEFAULT_RULES, change as Partial<ChannelRules>).problems.map(({ path }) => path);

describe('rules', () => {
  it('are laid over those that are there', () => {
    const { rules, problems } = changeRules(DEFAULT_RULES, { gatherMs: 3_000, pacing: { perSecond: 5 } });
    expect(problems).toEqual([]);
    expect(rules).toEqual({ ...DEFAULT_RULES, gatherMs: 3_000, pacing: { perSecond: 5 } });
  });

  it.each([
    ['an unknown one', { colour: 'red' }, '/colour'],
    ['a negative time', { gatherMs: -1 }, '/gatherMs'],
    ['no number', { messageDelayMs: Number.NaN }, '/messageDelayMs'],
    ['a bot time-out over 120 s', { botTimeoutMs: 120_001 }, '/botTimeoutMs'],
    ['a promise over 24 h', { replyWithinMs: 86_400_001 }, '/replyWithinMs'],
    ['an unknown mode', { turnMode: 'twice' }, '/turnMode'],
    ['no pace at all', { pacing: { perSecond: 0 } }, '/pacing/perSecond'],
    ['a language that is none', { language: 'english please' }, '/language'],
    ['a window policy without its template', { windowPolicy: 'template' }, '/windowTemplate'],
    ['a window template that is free text', { windowTemplate: { type: 'text', text: 'Hi' } }, '/windowTemplate'],
    ['a fallback text that no message holds', { fallbackText: 'x'.repeat(4_097) }, '/fallbackText'],
  ])('refuse %s', (_what, change, path) => {
    expect(paths(change)).toEqual([path]);
  });

  it('take a template for the window policy that needs one', () => {
    expect(
      paths({ windowPolicy: 'template', windowTemplate: { type: 'template', name: 'again', language: 'en' } }),
    ).toEqual([]);
  });
});
