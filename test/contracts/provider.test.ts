import { expect, test } from 'vitest';
import type { Breakage } from './provider/breakage.ts';
import { createFakeProvider, fakeSamples } from './provider/fake-provider.ts';
import { describeProvider, providerChecks } from './provider.ts';

describeProvider(createFakeProvider('none'), fakeSamples);

/** The check that must notice, and perhaps others. */
const NOTICED_BY: Readonly<Record<Exclude<Breakage, 'none'>, string>> = {
  accepts_everything: 'refuses a tampered body',
  signs_parsed_body: 'accepts genuine requests',
  invents_keys: 'verifies and parses without side effects',
  writes_into_the_body: 'verifies and parses without side effects',
  asks_the_clock_while_parsing: 'verifies and parses without side effects',
  throws_on_unknown: 'makes something of members it does not know',
  drops_unknown: 'makes something of members it does not know',
  gives_up_with_its_siblings: 'keeps what stands beside an odd element',
  loses_what_comes_before: 'keeps what stands beside an odd element',
  stumbles_over_deep_nesting: 'takes whatever may be in a webhook',
  keeps_nothing_of_nothing: 'takes whatever may be in a webhook',
  keeps_everything_with_everything: 'takes whatever may be in a webhook',
  takes_any_number_for_a_time: 'takes whatever may be in a webhook',
  takes_any_echo_for_ours: 'takes whatever may be in a webhook',
  takes_any_text_for_an_identifier: 'takes whatever may be in a webhook',
  counts_what_it_saw: 'takes whatever may be in a webhook',
  quotes_headers_in_its_reason: 'takes whatever may be in a webhook',
  needs_its_proof_to_judge: 'judges whatever comes with a webhook',
  tells_a_forger_what_was_expected: 'judges whatever comes with a webhook',
  declares_too_much: 'has a sample of exactly what it calls native',
  sends_what_it_rejects: 'sends no sticker',
  calls_another_host: 'sends text',
  forgets_the_attempt: 'has the means to end doubt as it declares',
  takes_a_reset_for_unsent: 'says outcome_unknown when the connection is reset',
  throws_on_network_trouble: 'says provider_unavailable when the connection is refused',
  forgets_how_long_to_wait: 'passes on how long the provider asks to wait',
  traces_its_headers: 'shows no secret in the receipt',
  repeats_what_it_is_told: 'shows no secret in a failure that repeats it',
  opens_files_anywhere: 'opens files of its own hosts only',
  has_odd_rules: 'has rules for every kind of file',
  follows_redirects: 'says why it cannot list templates when the answer sends it elsewhere',
  throws_in_a_facet: 'says why it cannot list templates when the connection is refused',
  tells_a_secret_in_a_facet: 'says why it cannot list templates when the network repeats its secrets',
  leaves_the_operator_alone: 'examines the account as far as it comes when the connection is refused',
  doubts_its_own_proof: 'accepts genuine requests',
  needs_its_memo: 'sends while nothing can be remembered',
  stumbles_over_its_memo: 'sends again by what it remembers',
  remembers_too_much: 'remembers little, and no secret where it shows',
  names_memos_by_secrets: 'remembers little, and no secret where it shows',
  refuses_good_webhooks: 'refuses no good webhook out of hand',
  throws_on_what_it_cannot_take: 'takes or refuses any bytes, and says so without a secret',
  tells_a_secret_in_its_reply: 'answers webhooks as they were received, and without a secret',
  thanks_forgers: 'answers webhooks as they were received, and without a secret',
  throws_on_the_callback_url: 'answers any other request on its callback URL when the connection is refused',
  tells_a_secret_while_marking_read: 'shows no secret while marking read when the network repeats its secrets',
  takes_trouble_for_not_sent: 'does not know what became of an attempt when the answer is a page',
  throws_while_looking_up: 'does not know what became of an attempt when the connection is refused',
  finds_what_was_not_sent: 'knows that an attempt is not_sent when Parcel does not have it',
  lists_odd_numbers: 'lists numbers as digits, with the fields of senders',
  tells_a_secret_about_consent: 'says why it cannot note an opt-in when the network repeats its secrets',
  suffixes_without_a_mark: 'describes its form without contradiction',
  hides_what_it_offers: 'offers the facets that it has',
  takes_anything_for_its_own: 'takes nothing for its own words that anybody might say',
};

test.each(Object.entries(NOTICED_BY))('the suite notices an adapter that %s', async (breakage, check) => {
  // Object.entries widens the keys of the record.
  const failed = await failedChecks(breakage as Breakage);
  expect(failed).toContain(check);
});

async function failedChecks(breakage: Breakage): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of providerChecks(createFakeProvider(breakage), fakeSamples)) {
    try {
      await run();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}
