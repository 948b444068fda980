import { flowConnector } from '../../src/connectors/flow/index.ts';
import type { ConnectorHost, Turn, TurnMessage, TurnResult } from '../../src/domain/connector.ts';
import { sampleTurn } from '../contracts/connector.ts';

export interface Talk {
  /** One turn with these messages; strings are texts. */
  say(...messages: (string | TurnMessage)[]): Promise<TurnResult>;
  /** What the last turn left. */
  kept(): { isNew: boolean; variables: Record<string, unknown>; state: unknown };
  /** The flow is edited; the session goes on. */
  edit(definition: string): void;
}

export interface TalkOptions {
  secrets?: string;
  host?: Partial<ConnectorHost>;
  contact?: Partial<Turn['contact']>;
}

/** Fails the test that did not expect a request. */
const nobody: typeof fetch = (url) => Promise.reject(new Error(`asked ${String(url)}`));

/** A session with a flow, carried from turn to turn as the gateway does: connected anew for each, its state through JSON. */
export function talkTo(definition: string, { secrets, host, contact }: TalkOptions = {}): Talk {
  let current = definition;
  let turns = 0;
  let kept: ReturnType<Talk['kept']> = { isNew: true, variables: {}, state: null };
  return {
    kept: () => kept,
    edit: (changed) => {
      current = changed;
    },
    async say(...messages) {
      turns += 1;
      const settings = { definition: current, ...(secrets !== undefined && { secrets }) };
      const connector = flowConnector.connect(settings, { fetch: nobody, now: () => 0, ...host });
      const turn = {
        ...sampleTurn(),
        id: `turn_${turns}`,
        contact: { ...sampleTurn().contact, ...contact },
        messages: messages.map((one) => (typeof one === 'string' ? text(one) : one)),
        session: { id: 'ses_1', ...JSON.parse(JSON.stringify(kept)) },
      };
      const result = await connector.deliver(turn, new AbortController().signal);
      if (result.outcome === 'answered') {
        const { variables = {}, state, end } = result;
        kept = JSON.parse(JSON.stringify({ isNew: end === true, variables, state: state ?? null }));
      }
      return result;
    },
  };
}

/** A flow that does nothing but run these steps, whatever is written. Lines are indented as steps. */
export function flowOf(steps: string, more = ''): string {
  const indented = steps.trim().replace(/^/gm, '    ');
  return `triggers: [{fallback: true, goto: start}]\nsections:\n  start:\n${indented}\n${more}`;
}

export function text(words: string): TurnMessage {
  return { type: 'text', text: words, id: 'msg', at: '' };
}

export function tap(id: string): TurnMessage {
  return { type: 'button_reply', id, title: `Title ${id}`, messageId: 'msg', at: '' };
}

export function place(latitude: number, longitude: number): TurnMessage {
  return { type: 'location', latitude, longitude, id: 'msg', at: '' };
}

export function media(type: 'image' | 'document' | 'voice', caption?: string): TurnMessage {
  const file = { id: 'med_1', mimeType: 'image/png', url: 'https://gateway.example/m/1', state: 'ready' as const };
  return { type, media: file, id: 'msg', at: '', ...(caption !== undefined && { caption }) };
}

/** What was said: texts, or the kind of what has none. Fails if the turn did. */
export function textsOf(result: TurnResult): unknown[] {
  if (result.outcome !== 'answered') throw new Error(JSON.stringify(result));
  return result.parts.map(({ content }) => ('text' in content ? content.text : content.type));
}
