import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { healthQuery } from '../api/channel-queries.ts';
import { usePollInterval } from '../api/live.tsx';
import type { Channel, ChannelHealth } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Fact, FactList } from '../components/fact-list.tsx';
import { AnchorLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { factName } from '../words/fact.ts';
import { formatPhone } from '../words/person.ts';
import classes from './health.module.css';
import { StopCard } from './stop-card.tsx';

function Verdict({ health }: { health: ChannelHealth }) {
  const { t } = useTranslation();
  return (
    <div className={classes.verdict} data-state={health.state} role="status">
      <strong>{t(`healthSentence.${health.state}`)}</strong>
      {health.reasons.length > 0 && (
        <ul className={classes.reasons}>
          {health.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Happenings({ health }: { health: ChannelHealth }) {
  const { t } = useTranslation();
  const { lastWebhookAt, lastSentAt, openDeadLetters } = health;
  return (
    <FactList>
      <Fact label={t('health.lastWebhook')}>
        {lastWebhookAt === null ? t('health.noWebhook') : <Ago at={lastWebhookAt} />}
      </Fact>
      <Fact label={t('health.lastSent')}>{lastSentAt === null ? t('health.never') : <Ago at={lastSentAt} />}</Fact>
      <Fact label={t('health.deadLetters')}>
        {openDeadLetters === 0 ? (
          t('health.none')
        ) : (
          <AnchorLink to="/" size="sm">
            {t('health.openDeadLetters', { count: openDeadLetters })}
          </AnchorLink>
        )}
      </Fact>
    </FactList>
  );
}

/** What the provider last told of each number, then of each account. */
function ToldFacts({ senders, accounts }: Pick<ChannelHealth, 'senders' | 'accounts'>) {
  const { t } = useTranslation();
  const subjects = [
    ...senders.map(({ id, phoneNumber, facts }) => ({ id, name: formatPhone(phoneNumber), facts })),
    ...accounts.map(({ account, facts }) => ({ id: account, name: t('health.account', { account }), facts })),
  ];
  const known = subjects.filter(({ facts }) => Object.keys(facts).length > 0);
  if (known.length === 0) return <p className={classes.unknown}>{t('health.nothingTold')}</p>;
  return known.map(({ id, name, facts }) => (
    <section key={id} className={classes.subject} aria-label={name}>
      <h3 className={classes.subjectName}>{name}</h3>
      <FactList>
        {Object.entries(facts).map(([fact, value]) => (
          <Fact key={fact} label={factName(fact, t)}>
            {value}
          </Fact>
        ))}
      </FactList>
    </section>
  ));
}

function Loaded({ channel, health }: { channel: Channel; health: ChannelHealth }) {
  const { t } = useTranslation();
  return (
    <>
      <Verdict health={health} />
      {health.connections.map(
        ({ id, provider, stopped }) =>
          stopped && (
            <StopCard key={id} channelId={channel.id} connectionId={id} provider={provider} stopped={stopped} />
          ),
      )}
      <section className={classes.subject} aria-label={t('health.traffic')}>
        <Happenings health={health} />
      </section>
      <ToldFacts {...health} />
    </>
  );
}

/** How a channel fares, out of what the provider told and what happened here. */
export function HealthPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...healthQuery(channel.id), refetchInterval: usePollInterval() });
  return (
    <Panel title={t('health.title')}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !data && <SkeletonRows rows={3} />}
      {data && <Loaded channel={channel} health={data} />}
    </Panel>
  );
}
