import type { Engine } from '../engine.ts';
import type { TemplateStore } from '../templates.ts';
import { listFacts, saveFacts } from './facts.ts';
import { channelActivity, listSyncs, listTemplates } from './read.ts';
import { TEMPLATES_TOPIC } from './rows.ts';
import { claimSyncs, recordSyncFailure, SYNC_TOPIC } from './sync.ts';
import { dropTemplate, putTemplate, replaceTemplates } from './write-templates.ts';

/** The template contract on either engine. */
export function createTemplateStore(engine: Engine): TemplateStore {
  return {
    replaceTemplates: async (list) => void (await engine.write(replaceTemplates, list)),
    recordSyncFailure: async (failure) => void (await engine.write(recordSyncFailure, failure)),
    claimSyncs: (request) => engine.write(claimSyncs, request),
    onSyncDue: (wake) => engine.onNotify(SYNC_TOPIC, wake),

    putTemplate: async (template) => void (await engine.write(putTemplate, template)),
    dropTemplate: async (named) => void (await engine.write(dropTemplate, named)),
    listTemplates: (channelId) => engine.read(listTemplates, channelId),
    onTemplatesChange: (changed) => engine.onNotify(TEMPLATES_TOPIC, changed),
    listSyncs: (channelId) => engine.read(listSyncs, channelId),

    saveFacts: async (facts) => void (await engine.write(saveFacts, facts)),
    listFacts: (channelId) => engine.read(listFacts, channelId),
    channelActivity: (channelId) => engine.read(channelActivity, channelId),
  };
}
