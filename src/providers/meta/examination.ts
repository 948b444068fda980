import type { AccountFacet } from '../../domain/provider.ts';
import type { Graph } from './graph-client.ts';
import type { MetaSettings } from './settings.ts';

/** What the steps of the doctor share. */
export interface Examination {
  request: Parameters<AccountFacet['check']>[0];
  settings: MetaSettings;
  graph: Graph;
  /** With the proof of the app secret, unless that was found wrong. */
  calls: Pick<Graph, 'call'>;
}
