import { useTranslation } from 'react-i18next';
import type { Message } from '../api/types.ts';
import { AnchorLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { previewContent } from '../words/preview.ts';
import classes from './facts.module.css';

/** The other messages of the same turn: what this one answers, or what answers it. */
export function RelatedPanel({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('story.related')}>
      <ul className={classes.list}>
        {messages.map((message) => (
          <li key={message.id} className={classes.line}>
            <AnchorLink to="/messages/$id" params={{ id: message.id }} className={classes.grow}>
              {previewContent(message.content, t)}
            </AnchorLink>
            <StatusChip status={message.status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
