import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail, Conversation } from '../api/types.ts';
import { ButtonLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { addressOf } from '../words/person.ts';
import classes from './people.module.css';
import { TextForm } from './text-form.tsx';

/** Writes to a person: a text in one of their conversations, or a template. */
export function WritePanel({
  person,
  conversations,
}: {
  person: ContactDetail;
  conversations: readonly Conversation[];
}) {
  const { t } = useTranslation();
  const [first, ...others] = conversations;
  const to = addressOf(person);
  const template = to !== null && (
    <ButtonLink
      to="/channels/$id/templates"
      params={{ id: person.channelId }}
      search={{ to }}
      variant="light"
      size="compact-md"
      leftSection={<FileText size={15} aria-hidden />}
    >
      {t('people.sendTemplate')}
    </ButtonLink>
  );
  return (
    <Panel title={t('people.write')} actions={template}>
      {first ? (
        <TextForm conversations={[first, ...others]} />
      ) : (
        <p className={`${classes.note} ${classes.write}`}>{t('people.closedHint')}</p>
      )}
    </Panel>
  );
}
