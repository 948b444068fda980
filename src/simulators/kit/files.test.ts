import { expect, test } from 'vitest';
import { createFiles } from './files.ts';

const file = (size: number) => ({ bytes: Buffer.alloc(size), mimeType: 'image/png' });

test('the oldest files go when there is no more room', () => {
  const files = createFiles(10);
  const [first, second, third] = [files.keep(file(4)), files.keep(file(4)), files.keep(file(4))];
  expect(files.get(first.fileId)).toBeUndefined();
  expect(files.get(second.fileId)).toBe(second);
  expect(files.get(third.fileId)).toBe(third);
});

test('a file larger than all the room is kept alone', () => {
  const files = createFiles(10);
  const small = files.keep(file(4));
  const large = files.keep(file(11));
  expect(files.get(small.fileId)).toBeUndefined();
  expect(files.get(large.fileId)).toBe(large);
});

test('small files are shown as data URLs, larger ones by address', () => {
  const files = createFiles();
  expect(files.show(file(3))).toBe('data:image/png;base64,AAAA');
  expect(files.show(file(1024 * 1024 + 1))).toMatch(/^\/simulator\/api\/files\/[\w-]{36}$/);
});
