import type { TemplateProblem } from './template-problem.ts';

/** Nothing, or what is wrong with a required text of at most so many characters. */
export function checkDraftText(text: string, { path, max }: { path: string; max: number }): TemplateProblem[] {
  if (text.trim() === '') return [{ path, message: 'is missing' }];
  const length = [...text].length;
  return length > max ? [{ path, message: `has ${length} characters, at most ${max} are allowed` }] : [];
}
