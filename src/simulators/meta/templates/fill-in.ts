import type { SentParameter } from './sent-template.ts';
import { variablesIn } from './template.ts';

/** A text with its `{{variables}}` replaced by what was sent, by name or by place. */
export function fillIn(text: string, parameters: readonly SentParameter[]): string {
  const names = variablesIn(text);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const named = parameters.find((parameter) => parameter.parameter_name === name);
    const given = named ?? parameters[names.indexOf(name)];
    return given?.text ?? given?.currency?.fallback_value ?? given?.date_time?.fallback_value ?? whole;
  });
}
