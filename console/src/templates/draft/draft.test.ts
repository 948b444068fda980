import { describe, expect, it } from 'vitest';
import { EMPTY_DRAFT, exampleKey, showDraft, templateOf } from './draft.ts';

const draft = {
  ...EMPTY_DRAFT,
  ...{ name: 'order_shipped', body: 'Hello {{1}}, order {{2}} is on its way.' },
  examples: { [exampleKey('body', '1')]: 'Ana', [exampleKey('body', '9')]: 'left over' },
};

describe('a draft of a template', () => {
  it('becomes a template with examples of the variables that it has', () => {
    expect(templateOf(draft)).toEqual({
      ...{ name: 'order_shipped', language: 'en', category: 'utility', parameterFormat: 'positional' },
      body: { text: draft.body, examples: { 1: 'Ana', 2: '' } },
    });
  });

  it('has named variables as soon as one has a name, also in the header', () => {
    const named = { ...draft, headerFormat: 'text' as const, headerText: 'For {{who}}' };
    expect(templateOf(named)).toMatchObject({ parameterFormat: 'named', header: { examples: { who: '' } } });
  });

  it('keeps of a button what belongs to its type', () => {
    const entered = { key: 1, text: 'Track', url: 'https://a.example', phoneNumber: '+1', example: '' };
    const buttons = [
      { ...entered, type: 'url' as const },
      { ...entered, type: 'quick_reply' as const },
    ];
    expect(templateOf({ ...draft, buttons }).buttons).toEqual([
      { type: 'url', text: 'Track', url: 'https://a.example' },
      { type: 'quick_reply', text: 'Track' },
    ]);
  });

  it('is shown with its examples; what has none stays marked', () => {
    expect(showDraft(draft).body).toBe('Hello Ana, order {{2}} is on its way.');
  });
});
