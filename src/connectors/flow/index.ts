import type { Connector, ConnectorDefinition, ConnectorHost } from '../../domain/connector.ts';
import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';
import { describeRemark, parseDefinition } from './parse-definition.ts';
import { runFlow } from './running/run-flow.ts';
import { parseSecrets } from './secrets.ts';

const fields: readonly FieldDefinition[] = [
  {
    name: 'definition',
    label: 'Flow',
    hint: 'YAML with triggers and sections, as docs/connectors/flow.md describes.',
    secret: false,
    required: true,
    multiline: true,
  },
  {
    name: 'secrets',
    label: 'Secrets for calls',
    hint: 'Lines of NAME=value, used as {{ secrets.NAME }} in the url, query and headers of a call.',
    secret: true,
    required: false,
    multiline: true,
  },
];

/** More are not read by anybody. */
const MAX_MISTAKES = 20;

/** A bot inside the gateway: a dialogue written as YAML. */
export const flowConnector: ConnectorDefinition = {
  id: 'flow',
  displayName: 'Flow',
  docsUrl: 'docs/connectors/flow.md',
  fields,
  validate({ definition = '', secrets = '' }) {
    const values = parseSecrets(secrets);
    const mistakes = typeof values === 'string' ? [{ field: 'secrets', message: values }] : [];
    const names = typeof values === 'string' ? 'any' : new Set(Object.keys(values));
    const parsed = parseDefinition(definition, names);
    const wrong = parsed.ok ? [] : parsed.mistakes.slice(0, MAX_MISTAKES).map(describeRemark);
    return [...mistakes, ...wrong.map((message) => ({ field: 'definition', message }))];
  },
  connect,
};

function connect({ definition = '', secrets = '' }: FieldValues, host: ConnectorHost): Connector {
  const parsed = parseDefinition(definition, 'any');
  const values = parseSecrets(secrets);
  return {
    async deliver(turn, signal) {
      // Settings are validated before they are stored; only an older version's can be wrong here.
      if (!parsed.ok)
        return { outcome: 'failed', message: parsed.mistakes.map(describeRemark).join('; '), retryable: false };
      if (typeof values === 'string') return { outcome: 'failed', message: `secrets: ${values}`, retryable: false };
      return runFlow({ flow: parsed.flow, secrets: values, host }, turn, signal);
    },
  };
}
