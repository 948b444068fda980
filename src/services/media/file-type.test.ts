import { describe, expect, test } from 'vitest';
import { essenceOf, mistrustedAs, recognise } from './file-type.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');

describe('recognise', () => {
  test.each([
    ['a picture', PNG, 'image/png', 'image/png', 'image/png'],
    ['a picture of no told type', PNG, 'application/octet-stream', 'image/png', 'image/png'],
    ['a voice message', Buffer.from(`OggS${'\0'.repeat(24)}OpusHead`), 'audio/ogg; codecs=opus', null, null],
    ['a page', Buffer.from('\uFEFF  <!DOCTYPE html>'), 'image/png', 'image/png', 'text/html'],
    ['a drawing with scripts', Buffer.from('<?xml version="1.0"?><svg>'), '', 'image/svg+xml', 'image/svg+xml'],
    ['a program', Buffer.from('MZ'.padEnd(200)), 'image/png', 'image/png', 'application/x-msdownload'],
    ['plain text', Buffer.from('Hello'), 'text/plain', 'text/plain', null],
    ['nothing', Buffer.alloc(0), '', 'application/octet-stream', null],
  ])('%s', async (_, head, told, mimeType, recognised) => {
    const found = await recognise(head, told);
    if (recognised !== null || mimeType !== null) expect(found).toEqual({ mimeType, recognised });
    else expect(found).toMatchObject({ mimeType: told });
  });
});

describe('mistrustedAs', () => {
  test.each([
    ['image', 'image/png', 'text/html', /text\/html/],
    ['image', 'image/svg+xml', null, /svg/],
    ['image', 'text/html', null, /text\/html/],
    ['voice', 'audio/ogg', 'application/x-msdownload', /x-msdownload/],
    [null, 'image/png', 'application/zip', /application\/zip/],
  ] as const)('%s of type %s that is %s is refused', (kind, told, recognised, reason) => {
    expect(mistrustedAs({ kind, told, recognised })).toMatch(reason);
  });

  test.each([
    ['image', 'image/png', 'image/png'],
    ['image', 'image/jpeg', 'image/webp'],
    ['audio', 'audio/mp4', 'video/mp4'],
    ['voice', 'audio/ogg; codecs=opus', 'application/ogg'],
    ['video', 'video/mp4', null],
    ['document', 'text/html', 'text/html'],
    ['document', 'application/x-msdownload', 'application/x-msdownload'],
    [null, 'application/pdf', 'application/zip'],
  ] as const)('%s of type %s that is %s passes', (kind, told, recognised) => {
    expect(mistrustedAs({ kind, told, recognised })).toBeNull();
  });
});

test('a type is compared without parameters, and nonsense is no type', () => {
  expect(essenceOf('Audio/OGG; codecs=opus')).toBe('audio/ogg');
  expect(essenceOf('a picture\r\nx: y')).toBe('application/octet-stream');
});
