import { expect, test } from 'vitest';
import type { OutboundContent } from './content.ts';
import { parseTemplateParameters, withTemplateParameters } from './template-parameters.ts';

const SALE: OutboundContent = { type: 'template', name: 'sale', language: 'en', body: ['everybody'] };

test('a list stands for the body', () => {
  expect(parseTemplateParameters(SALE, ['Ana'])).toEqual({ ok: true, parameters: { body: ['Ana'] } });
});

test("everybody may have an own end of the offer, beside the template's other values", () => {
  const limitedTimeOffer = { expiresAt: '2026-11-30T18:00:00Z' };
  const read = parseTemplateParameters(SALE, { limitedTimeOffer });
  expect(read).toEqual({ ok: true, parameters: { limitedTimeOffer } });
  expect(read.ok && withTemplateParameters(SALE, read.parameters)).toEqual({ ...SALE, limitedTimeOffer });
});

test.each([
  ['Ana', '', 'must be an array or an object'],
  [{ name: 'other' }, 'name', 'is not known'],
])('%j is refused', (input, path, message) => {
  expect(parseTemplateParameters(SALE, input)).toEqual({ ok: false, path, message });
});
