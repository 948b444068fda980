/** What is wrong with the content of a template message. `path` is a JSON pointer into the content; values of named variables stand under their names. */
export interface TemplateProblem {
  path: string;
  message: string;
}

export type TemplateCheck = { ok: true } | ({ ok: false } & TemplateProblem);

export function toCheck(problem: TemplateProblem | null): TemplateCheck {
  return problem ? { ok: false, ...problem } : { ok: true };
}

/** The first problem that `check` finds in these items; null: all are well. */
export function firstProblem<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => TemplateProblem | null,
): TemplateProblem | null {
  for (const [index, item] of items.entries()) {
    const problem = check(item, index);
    if (problem) return problem;
  }
  return null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `1 value`, `2 values`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
