import { type Statement, statement } from '../sql.ts';

/** Statements out of a text that separates them by semicolons. Text columns compare by bytes, as on SQLite: pages and lock orders are then the same on both engines. */
export function statementsOf(text: string): Statement[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => bytewise(statement(part)));
}

function bytewise({ sqlite, postgres }: Statement): Statement {
  return { sqlite, postgres: postgres.replace(/\btext\b/g, 'text collate "C"') };
}
