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

/**
 * Cuts a text into parts of at most `limit` code points: at paragraphs if possible, else lines, sentences, words, and at last between
 * graphemes, never inside one (unless it alone is longer than the limit). Only white space at the cuts is lost.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (countCodePoints(rest) > limit) {
    const { end, next } = findCut(rest, limit);
    if (end > 0) parts.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function findCut(text: string, limit: number): Cut {
  const cuts = findCuts(text, limit);
  const rough = ROUGH.map((level) => cuts[level]).find((cut) => cut !== undefined && cut.end >= limit * LEAST_FILL);
  const fine = [...ROUGH, 'word' as const].flatMap((level) => cuts[level] ?? []).toSorted((a, b) => b.end - a.end)[0];
  return rough ?? fine ?? cuts.grapheme ?? cutInsideGrapheme(text, limit);
}

/** The last possible cut of each level within the first `limit` code points. */
function findCuts(text: string, limit: number): Partial<Record<Level, Cut>> {
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
    used += countCodePoints(segment);
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

function cutInsideGrapheme(text: string, limit: number): Cut {
  const end = [...text].slice(0, limit).join('').length;
  return { end, next: end };
}
