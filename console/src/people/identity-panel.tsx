import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { CopyField } from '../components/copy-field.tsx';
import { Fact, FactList } from '../components/fact-list.tsx';
import { AnchorLink } from '../components/links.tsx';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import { useChannelName } from '../overview/use-names.ts';
import { formatPhone } from '../words/person.ts';

/** Everything that a person is known by. */
export function IdentityPanel({ person }: { person: ContactDetail }) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const { channelId, username, identifiers, mergedInto, createdAt, id } = person;
  return (
    <Panel title={t('people.identity')}>
      <div className={page.padded}>
        <FactList>
          <Fact label={t('story.channel')}>
            <AnchorLink to="/channels/$id" params={{ id: channelId }} size="sm">
              {channelName(channelId) ?? channelId}
            </AnchorLink>
          </Fact>
          {username !== null && <Fact label={t('people.username')}>@{username}</Fact>}
          {identifiers.map(({ kind, value }) => (
            <Fact key={`${kind} ${value}`} label={t(`identifier.${kind}`)}>
              {kind === 'phone' ? formatPhone(value) : value}
            </Fact>
          ))}
          <Fact label={t('people.since')}>
            <Ago at={createdAt} />
          </Fact>
          {mergedInto !== null && (
            <Fact label={t('people.mergedInto')}>
              <AnchorLink to="/people/$id" params={{ id: mergedInto }} size="sm">
                {t('people.samePerson')}
              </AnchorLink>
            </Fact>
          )}
          <Fact label={t('story.id')}>
            <CopyField value={id} what={t('story.id')} />
          </Fact>
        </FactList>
      </div>
    </Panel>
  );
}
