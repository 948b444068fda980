import type { ConnectorDefinition } from '../domain/connector.ts';
import { flowConnector } from './flow/index.ts';
import { webhookConnector } from './webhook/index.ts';

/** Every kind of bot that a channel can have. */
export const CONNECTORS: readonly ConnectorDefinition[] = [webhookConnector, flowConnector];
