/** Lower case words with one space between them; punctuation and symbols are not words. */
export function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}

/** Whether `phrase` (as `wordsOf` gives it) stands in the text as whole words. */
export function hasWords(text: string, phrase: string): boolean {
  return ` ${wordsOf(text)} `.includes(` ${phrase} `);
}
