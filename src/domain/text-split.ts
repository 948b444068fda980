/** Rough to fine: where a long text may be cut. Only `grapheme` cuts through a word. */
type Level = 'paragraph' | 'line' | 'sentence' | 'word' | 'grapheme';
const ROUGH = ['paragraph', 'line', 'sentence'] as const satisfies readonly Level[];

/** The text before `end` and the text from `next` on; what lies between is white space. UTF-16 offsets. */
interface Cut {
  end: number;
  next: number;
}

/** A rough cut that would leave a part emptier than this gives way to a finer one. */
const LEAST_FILL = 0.25;

/** Sentences that are not followed by a space. */
const IDEOGRAPHIC_STOP = /[。！？]$/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Length as providers count it: in Unicode code points. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** How the length of a text is measured. */
export type Count = (text: string) => number;

/** Length as some providers count it: what is beyond the basic plane, such as most emoji, counts twice. */
export const countUtf16: Count = (text) => text.length;

/**
 * Cuts a text into parts of at most `limit` code points, or of what `count` counts: at paragraphs if possible, else lines, sentences, words, and at last between
 * graphemes, never inside one (unless it alone is longer than the limit). Only white space at the cuts is lost.
 */
export function splitText(text: string, limit: number, count: Count = countCodePoints): string[] {
  const parts: string[] = [];
  let rest = text;
  while (count(rest) > limit) {
    const { end, next } = findCut(rest, limit, count);
    if (end > 0) parts.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function findCut(text: string, limit: number, count: Count): Cut {
  const cuts = findCuts(text, limit, count);
  const rough = ROUGH.map((level) => cuts[level]).find((cut) => cut !== undefined && cut.end >= limit * LEAST_FILL);
  const fine = [...ROUGH, 'word' as const].flatMap((level) => cuts[level] ?? []).toSorted((a, b) => b.end - a.end)[0];
  return rough ?? fine ?? cuts.grapheme ?? cutInsideGrapheme(text, limit, count);
}

/** The last possible cut of each level within the limit. */
function findCuts(text: string, limit: number, count: Count): Partial<Record<Level, Cut>> {
  const cuts: Partial<Record<Level, Cut>> = {};
  let used = 0;
  let before = '';
  let gapStart = -1;
  const closeGap = (next: number) => {
    if (gapStart >= 0) cuts[levelOf(text.slice(gapStart, next), before)] = { end: gapStart, next };
    gapStart = -1;
  };
  for (const { segment, index } of graphemes.segment(text)) {
    const isGap = segment.trim() === '';
    if (used > limit && gapStart < 0) break;
    if (isGap) {
      if (gapStart < 0) gapStart = index;
    } else if (gapStart >= 0) {
      closeGap(index);
    } else if (index > 0) {
      cuts[IDEOGRAPHIC_STOP.test(before) ? 'sentence' : 'grapheme'] = { end: index, next: index };
    }
    used += count(segment);
    if (!isGap) before = segment;
  }
  closeGap(text.length);
  return cuts;
}

function levelOf(gap: string, before: string): Level {
  const lines = gap.split(/\r\n|[\n\r\u2028\u2029]/u).length - 1;
  if (lines > 0) return lines > 1 ? 'paragraph' : 'line';
  return /[.!?…。！？]$/u.test(before) ? 'sentence' : 'word';
}

/** At least one character goes, so that there is an end to it. */
function cutInsideGrapheme(text: string, limit: number, count: Count): Cut {
  let end = 0;
  let used = 0;
  for (const character of text) {
    used += count(character);
    if (used > limit && end > 0) break;
    end += character.length;
  }
  return { end, next: end };
}
