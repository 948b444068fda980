import type { IngestItem } from '../store/ingest-items.ts';
import type { Change } from './observer.ts';

/** What somebody who looks at a page would want to see of items that were stored, each hint once. */
export function changesOf(items: readonly IngestItem[]): Change[] {
  const byMeaning = new Map(items.flatMap(changesOfItem).map((change) => [JSON.stringify(change), change]));
  return [...byMeaning.values()];
}

function changesOfItem(item: IngestItem): Change[] {
  if (item.type === 'dead_letter') return [{ kind: 'dead_letter' }];
  const { channelId } = item;
  switch (item.type) {
    case 'message':
      return [{ kind: 'message', channelId, messageId: item.messageId }];
    case 'amendment':
      return [{ kind: 'message', channelId }];
    case 'status':
      return [{ kind: 'status', channelId }];
    case 'preference':
    case 'control':
    case 'identity':
      return [{ kind: 'conversation', channelId }];
    case 'channel_event': {
      const isAboutTemplates = item.effects?.list.some(({ type }) => type === 'template_changed') === true;
      return [{ kind: 'channel', channelId }, ...(isAboutTemplates ? [{ kind: 'template' as const, channelId }] : [])];
    }
  }
}
