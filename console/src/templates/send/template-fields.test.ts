import { describe, expect, it } from 'vitest';
import type { Template } from '../../api/types.ts';
import { placeErrors } from './field-errors.ts';
import { contentOf, uploadedValue } from './template-content.ts';
import { fieldsOf } from './template-fields.ts';

function template(change: Partial<Template>): Template {
  return {
    ...{ name: 'note', language: 'en', account: '1', providerId: null, status: 'approved', category: 'utility' },
    ...{ comingCategory: null, quality: null, rejection: null, parameterFormat: 'positional' },
    ...{ header: null, body: { text: '', variables: [] }, footer: null, buttons: [], cards: [], provider: {} },
    ...{ hasOffer: false, updatedAt: '2026-01-01T00:00:00Z' },
    ...change,
  };
}

const positional = template({
  header: { format: 'image' },
  body: { text: 'Hello {{1}}, {{2}}.', variables: ['1', '2'] },
  buttons: [
    { type: 'quick_reply', text: 'Stop', needsParameter: false },
    { type: 'url', text: 'Track', url: 'https://a.example/{{1}}', needsParameter: true },
  ],
});

const named = template({
  parameterFormat: 'named',
  header: { format: 'text', text: 'For {{who}}', variables: ['who'] },
  body: { text: 'On {{day}}.', variables: ['day'] },
});

const carousel = template({
  body: { text: 'Look', variables: [] },
  cards: [
    { header: { format: 'image' }, body: { text: 'Only {{1}}', variables: ['1'] }, buttons: [] },
    { header: { format: 'image' }, body: null, buttons: [] },
  ],
});

describe('the values that a template needs', () => {
  it('are those of header, body and buttons in the order of reading', () => {
    expect(fieldsOf(positional).map(({ pointer }) => pointer)).toEqual([
      ...['/header/media', '/body/0', '/body/1', '/buttons/0/text'],
    ]);
  });

  it('are called as the template calls them', () => {
    expect(fieldsOf(named).map(({ pointer, name }) => [pointer, name])).toEqual([
      ['/header/text', 'who'],
      ['/body/day', 'day'],
    ]);
  });

  it('are those of every card too', () => {
    expect(fieldsOf(carousel).map(({ pointer, card }) => [pointer, card])).toEqual([
      ['/carousel/0/header/media', 1],
      ['/carousel/0/body/0', 1],
      ['/carousel/1/header/media', 2],
    ]);
  });
});

describe('the content', () => {
  it('has positional values in order, and buttons by their place among all', () => {
    const values = {
      '/header/media': 'https://a.example/b.png',
      '/body/1': 'B',
      '/body/0': 'A',
      '/buttons/0/text': 'x',
    };
    expect(contentOf(positional, values)).toEqual({
      ...{ type: 'template', name: 'note', language: 'en' },
      header: { type: 'image', media: { url: 'https://a.example/b.png' } },
      body: ['A', 'B'],
      buttons: [{ index: 1, type: 'url', text: 'x' }],
    });
  });

  it('has named values with their names', () => {
    expect(contentOf(named, { '/header/text': 'Ana', '/body/day': 'Friday' })).toMatchObject({
      header: { type: 'text', name: 'who', text: 'Ana' },
      body: [{ type: 'text', name: 'day', text: 'Friday' }],
    });
  });

  it('names an uploaded file by its id, card by card', () => {
    const values = { '/carousel/0/header/media': uploadedValue('med_1'), '/carousel/0/body/0': 'today' };
    expect(contentOf(carousel, values).carousel).toEqual([
      { header: { type: 'image', media: { id: 'med_1' } }, body: ['today'] },
      {},
    ]);
  });
});

describe('an offer that ends', () => {
  const offer = template({ hasOffer: true, body: { text: 'Save', variables: [] } });

  it('has its end asked for, in the time of the reader, and sent as a moment', () => {
    const [field] = fieldsOf(offer);
    expect(field).toMatchObject({ kind: 'time', part: 'offer' });
    const local = '2026-11-30T18:00';
    const expiresAt = new Date(local).toISOString();
    expect(contentOf(offer, { [field?.pointer ?? '']: local }).limitedTimeOffer).toEqual({ expiresAt });
  });

  it('is not sent with a template that has none', () => {
    expect(contentOf(positional, {})).not.toHaveProperty('limitedTimeOffer');
  });
});

describe('an error of the gateway', () => {
  const place = (path: string, values = {}) =>
    placeErrors([{ path, message: 'wrong' }], { fields: fieldsOf(positional), values });

  it('stands beside the value that it is about, whichever request told it', () => {
    expect(place('/body/1').fields).toEqual({ '/body/1': 'wrong' });
    expect(place('/content/body/1').fields).toEqual({ '/body/1': 'wrong' });
    expect(place('/content/header/media/url').fields).toEqual({ '/header/media': 'wrong' });
  });

  it('about a whole list stands beside the first value that lacks', () => {
    expect(place('/body', { '/body/0': 'A' }).fields).toEqual({ '/body/1': 'wrong' });
  });

  it('about anything else is told apart', () => {
    expect(place('/to')).toEqual({ fields: {}, others: [{ path: '/to', message: 'wrong' }] });
    expect(place('/content/name').others).toHaveLength(1);
  });
});
