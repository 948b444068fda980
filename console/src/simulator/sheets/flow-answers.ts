export interface FlowAnswer {
  name: string;
  value: string;
}

/** The answers of a form by the names of their fields. Null: no field has a name yet. */
export function readAnswers(answers: readonly FlowAnswer[]): Record<string, unknown> | null {
  const named = answers.map(({ name, value }) => [name.trim(), value] as const).filter(([name]) => name !== '');
  return named.length > 0 ? Object.fromEntries(named) : null;
}

/** The object that a JSON text holds. Null: it holds none. */
export function readJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
