import type { Connector, ConnectorDefinition, TurnResult } from '../../domain/connector.ts';
import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { parseDefinition } from './parse-definition.ts';
import { runFlow } from './run-flow.ts';

const fields: readonly FieldDefinition[] = [
  {
    name: 'definition',
    label: 'Flow',
    hint: 'YAML with triggers and sections, as docs/connectors/flow.md describes.',
    secret: false,
    required: true,
    multiline: true,
  },
];

/** A bot inside the gateway: a small dialogue written as YAML. */
export const flowConnector: ConnectorDefinition = {
  id: 'flow',
  displayName: 'Flow',
  docsUrl: 'docs/connectors/flow.md',
  fields,
  validate({ definition = '' }) {
    const flow = parseDefinition(definition);
    return typeof flow === 'string' ? [{ field: 'definition', message: flow }] : [];
  },
  connect,
};

function connect({ definition = '' }: FieldValues): Connector {
  const flow = parseDefinition(definition);
  return {
    async deliver(turn): Promise<TurnResult> {
      // Settings are validated before they are stored; only an older version's can be wrong here.
      if (typeof flow === 'string') return { outcome: 'failed', message: flow, retryable: false };
      return runFlow(flow, turn);
    },
  };
}
