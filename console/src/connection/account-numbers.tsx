import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountNumber } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { useChannelName } from '../overview/use-names.ts';
import { formatPhone } from '../words/person.ts';
import type { AccountSyncProps } from './account-sync.tsx';
import classes from './connection.module.css';
import { isSameNumber, withSender } from './draft.ts';

export interface AccountNumbersProps extends Omit<AccountSyncProps, 'sync'> {
  numbers: readonly AccountNumber[];
}

interface NumberLineProps {
  number: AccountNumber;
  isChosen: boolean;
  /** It can be ticked or not. */
  isFree: boolean;
  onChange(isChosen: boolean): void;
}

function NumberLine({ number, isChosen, isFree, onChange }: NumberLineProps) {
  const { t } = useTranslation();
  const nameOf = useChannelName();
  const { phoneNumber, displayName, status, isReady, note, usedBy } = number;
  const used = usedBy === null ? null : t('account.usedBy', { channel: nameOf(usedBy) ?? usedBy });
  return (
    <li>
      <Checkbox
        label={[formatPhone(phoneNumber), displayName].filter(Boolean).join(' · ')}
        description={[used, note].filter(Boolean).join(' · ')}
        checked={isChosen}
        disabled={!isFree}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <Chip tone={isReady ? 'done' : 'warning'}>{status ?? t(isReady ? 'account.ready' : 'account.notReady')}</Chip>
    </li>
  );
}

/** The numbers of an account; a ticked one becomes a row of the form, with what the provider wants to know of it. */
export function AccountNumbers(props: AccountNumbersProps) {
  const { numbers, provider, senders, isFixed, channelId, onChange } = props;
  const { t } = useTranslation();
  const written = senders.filter(({ phoneNumber }) => phoneNumber.trim() !== '');
  const isFull = written.length >= provider.capabilities.sendersPerChannel;
  const isChosen = (number: AccountNumber) =>
    senders.some((sender) => isSameNumber(sender.phoneNumber, number.phoneNumber));
  const isFree = (number: AccountNumber) =>
    !isFixed && [null, channelId].includes(number.usedBy) && (isChosen(number) || !isFull);
  const choose = ({ phoneNumber, fields }: AccountNumber) =>
    onChange(withSender(senders, { phoneNumber: formatPhone(phoneNumber), fields }));
  const drop = (number: AccountNumber) => {
    const left = senders.filter((sender) => !isSameNumber(sender.phoneNumber, number.phoneNumber));
    onChange(left.length > 0 ? left : withSender([], { phoneNumber: '', fields: {} }));
  };
  return (
    <ul className={classes.found} aria-label={t('account.numbersOf')}>
      {numbers.map((number) => (
        <NumberLine
          key={number.phoneNumber}
          number={number}
          isChosen={isChosen(number)}
          isFree={isFree(number)}
          onChange={(isTicked) => (isTicked ? choose(number) : drop(number))}
        />
      ))}
    </ul>
  );
}
