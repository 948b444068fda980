import type { Command } from 'commander';
import type { Person } from '../../simulators/kit/people.ts';
import { addressOf, type ConnectOptions, connect } from '../client.ts';
import { examples, gatewayCommand, parseCount } from '../command.ts';
import { CliError, UsageError } from '../errors.ts';
import { remark } from '../output.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { LINES_HELP } from './lines-help.ts';
import { connectPhones, type Phones, type SimulatedNumber } from './phones.ts';
import { play } from './play.ts';

interface SimulateOptions extends ConnectOptions {
  number?: string;
  as?: string;
  patience: number;
}

/** `chasqui simulate` */
export function simulateCommand(parent: Command): void {
  const command = gatewayCommand(parent, 'simulate', 'play a person against "chasqui dev" in the terminal')
    .option('--number <number>', 'the business number that you write to; default: the first')
    .option('--as <who>', 'name, number or id of the person; somebody new if nobody has it; default: the first')
    .option('--patience <seconds>', 'input from a file or pipe: how long to wait for each answer', parseCount, 30)
    .addHelpText('after', LINES_HELP)
    .action(simulate);
  examples(
    command,
    'simulate',
    'simulate --as "Ana Rojas"',
    'simulate --as ines < lines.txt     # shows the transcript; ends with 1 if a line could not be done',
  );
}

async function simulate(options: SimulateOptions): Promise<void> {
  const stop = untilInterrupted();
  const address = addressOf(options);
  const phones = connectPhones(address);
  const number = pickNumber(await phones.numbers(), options.number);
  const person = await pickPerson(phones, options.as);
  remark(
    `You are ${person.name} (${person.phone ?? person.userId}) and write to ${number.displayName} (${number.phoneNumber}). /help shows what you can do.`,
  );
  const isAllDone = await play({
    ...{ phones, number, person },
    api: connect(options),
    isJson: options.json ?? false,
    patienceMs: options.patience * 1_000,
    signal: stop.signal,
  });
  stop.release();
  if (!isAllDone) process.exitCode = 1;
}

function pickNumber(numbers: readonly SimulatedNumber[], wanted: string | undefined): SimulatedNumber {
  const found =
    wanted === undefined
      ? numbers[0]
      : numbers.find(({ id, phoneNumber }) => id === wanted || phoneNumber === digits(wanted));
  if (found) return found;
  const there = numbers.map(({ phoneNumber, displayName }) => `${phoneNumber} (${displayName})`).join(', ');
  if (wanted === undefined) throw new CliError('there is no simulated number yet');
  throw new UsageError(`${wanted} is no simulated number; there are ${there || 'none'}`);
}

async function pickPerson(phones: Phones, wanted: string | undefined): Promise<Person> {
  const people = await phones.people();
  if (wanted === undefined) return people[0] ?? phones.addPerson({ name: 'Ana' });
  const isNumber = /^\+?[\d][\d\s().-]{4,}$/.test(wanted);
  const name = wanted.toLowerCase();
  const found = people.find((one) =>
    isNumber
      ? one.phone === digits(wanted)
      : [one.id, one.name, one.username, one.userId].some((text) => text?.toLowerCase() === name),
  );
  return found ?? phones.addPerson(isNumber ? { name: wanted, phone: wanted } : { name: wanted });
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}
