import { describe, expect, test } from 'vitest';
import type { AccountEffect } from '../../domain/events.ts';
import { messagesBody, postOf } from './fixtures/webhooks.ts';
import { parseWebhook } from './webhook.ts';

const T = 1_793_800_000;

/** What a change of this field means. */
function effectsOf(field: string, value: Record<string, unknown>): readonly AccountEffect[] {
  const body = JSON.parse(messagesBody({}, field));
  body.entry[0].time = T;
  body.entry[0].changes[0].value = value;
  const [event] = parseWebhook(postOf(JSON.stringify(body)));
  expect(event).toMatchObject({ type: 'account_reported', kind: field, at: T * 1_000, detail: value });
  return (event?.type === 'account_reported' && event.effects) || [];
}

const TEMPLATE = {
  message_template_id: '12345678901234567',
  message_template_name: 'order_ready',
  message_template_language: 'en_GB',
};
const NAMED = { providerId: '12345678901234567', name: 'order_ready', language: 'en_GB' };

describe('item 59: a template', () => {
  const changeOf = (field: string, value: Record<string, unknown>) => {
    const effects = effectsOf(field, { ...TEMPLATE, ...value });
    expect(effects).toMatchObject([{ type: 'template_changed', change: NAMED }]);
    const [effect] = effects;
    const { providerId, name, language, ...change } = effect?.type === 'template_changed' ? effect.change : {};
    return { ...change, ...(providerId === NAMED.providerId && name && language ? {} : { broken: true }) };
  };
  const statusOf = (event: string, more: Record<string, unknown> = {}) =>
    changeOf('message_template_status_update', { event, reason: 'NONE', ...more });

  test.each([
    'APPROVED',
    'ARCHIVED',
    'DISABLED',
    'IN_APPEAL',
    'LIMIT_EXCEEDED',
    'LOCKED',
    'PAUSED',
    'PENDING',
    'PENDING_DELETION',
    'REJECTED',
  ])('takes the status %s', (event) => {
    expect(statusOf(event)).toEqual({ status: event.toLowerCase() });
  });

  test.each(['REINSTATED', 'UNARCHIVED'])('can be used again after %s', (event) => {
    expect(statusOf(event)).toEqual({ status: 'approved' });
  });

  test('can be used again once it is no longer paused', () => {
    expect(statusOf('PAUSED', { other_info: { title: 'UNPAUSE' } })).toMatchObject({ status: 'approved' });
  });

  test('is gone when it is deleted, and must be read again when it is flagged', () => {
    expect(statusOf('DELETED')).toEqual({ status: 'deleted', deleted: true });
    expect(statusOf('FLAGGED')).toEqual({ contentChanged: true });
  });

  test('tells why it was rejected or paused, in words', () => {
    const rejection_info = { reason: 'Two placeholders touch.', recommendation: 'Put words between.' };
    expect(statusOf('REJECTED', { reason: 'INVALID_FORMAT', rejection_info })).toEqual({
      status: 'rejected',
      rejection: 'INVALID_FORMAT – Two placeholders touch. – Put words between.',
    });
    expect(statusOf('PAUSED', { reason: null, other_info: { title: 'FIRST_PAUSE' } })).toEqual({
      status: 'paused',
      rejection: 'FIRST_PAUSE',
    });
  });

  test('has its category told with its status', () => {
    expect(statusOf('APPROVED', { message_template_category: 'UTILITY' })).toMatchObject({ category: 'utility' });
  });

  test('has a quality, whatever the field is called', () => {
    const value = { previous_quality_score: 'GREEN', new_quality_score: 'YELLOW' };
    for (const field of ['message_template_quality_update', 'message_template_status_update']) {
      expect(changeOf(field, value)).toEqual({ quality: 'yellow' });
    }
  });

  test('must be read again when its content was edited', () => {
    expect(changeOf('message_template_components_update', { message_template_element: 'Hello' })).toEqual({
      contentChanged: true,
    });
  });

  test('item 60: an announced category is told apart from a changed one', () => {
    const announced = { new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: T + 86_400 };
    expect(changeOf('template_category_update', announced)).toEqual({
      category: 'utility',
      announcedCategory: { category: 'marketing', at: (T + 86_400) * 1_000 },
    });
    const completed = { previous_category: 'UTILITY', new_category: 'MARKETING' };
    expect(changeOf('template_category_update', completed)).toEqual({ category: 'marketing' });
  });
});

describe('item 67: account_update', () => {
  const updateOf = (event: string, more: Record<string, unknown> = {}) =>
    effectsOf('account_update', { event, ...more });

  test.each([
    ['ACCOUNT_DELETED', 'restriction'],
    ['ACCOUNT_OFFBOARDED', 'credentials'],
    ['PARTNER_REMOVED', 'credentials'],
  ])('%s ends sending', (event, reason) => {
    expect(updateOf(event)).toMatchObject([{ type: 'sending_stopped', reason, message: expect.any(String) }]);
  });

  test('ACCOUNT_RECONNECTED lets sending go on', () => {
    expect(updateOf('ACCOUNT_RECONNECTED')).toEqual([{ type: 'sending_released' }]);
  });

  test('a ban stops sending, an end of it releases it, and an announced one is shown', () => {
    const ban = (waba_ban_state: string) =>
      updateOf('DISABLED_UPDATE', { ban_info: { waba_ban_state, waba_ban_date: 'November 3, 2026' } });
    expect(ban('DISABLE')).toMatchObject([
      { type: 'account_facts' },
      { type: 'sending_stopped', reason: 'restriction' },
    ]);
    expect(ban('REINSTATE')).toMatchObject([{ facts: { ban: 'none' } }, { type: 'sending_released' }]);
    expect(ban('SCHEDULE_FOR_DISABLE')).toEqual([
      { type: 'account_facts', facts: { ban: 'will be disabled on November 3, 2026' } },
    ]);
  });

  test('a restriction stops sending until its end if it forbids answers', () => {
    const restriction_info = [
      { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION', expiration: T + 10 },
      { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', expiration: T + 20 },
    ];
    expect(updateOf('ACCOUNT_RESTRICTION', { restriction_info })).toMatchObject([
      { type: 'account_facts', facts: { restrictions: expect.stringContaining('restricted_add_phone_number_action') } },
      { type: 'sending_stopped', reason: 'restriction', until: (T + 20) * 1_000 },
    ]);
  });

  test('a restriction of what the business begins is shown, and answers go on', () => {
    const restriction_info = [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: T }];
    expect(updateOf('ACCOUNT_RESTRICTION', { restriction_info })).toEqual([
      {
        type: 'account_facts',
        facts: { restrictions: `restricted_biz_initiated_messaging until ${new Date(T * 1_000).toISOString()}` },
      },
    ]);
  });

  test.each([
    ['ACCOUNT_VIOLATION', { violation_info: { violation_type: 'ADULT' } }, { violation: 'adult' }],
    ['BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', { country: 'GB' }, { country: 'GB' }],
  ])('%s is a fact', (event, more, facts) => {
    expect(updateOf(event, more)).toEqual([{ type: 'account_facts', facts }]);
  });

  test.each([
    'AD_ACCOUNT_LINKED',
    'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
    'MM_LITE_TERMS_SIGNED',
    'PARTNER_ADDED',
    'PARTNER_APP_INSTALLED',
    'PARTNER_APP_UNINSTALLED',
    'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
    'VOLUME_BASED_PRICING_TIER_UPDATE',
    'SOMETHING_NEW',
  ])('%s is shown and changes nothing', (event) => {
    expect(updateOf(event)).toEqual([]);
  });
});

describe('facts', () => {
  const number = { display_phone_number: '+44 20 7946 0182' };
  const ofNumber = (facts: Record<string, string>) => [{ type: 'sender_facts', phoneNumber: '442079460182', facts }];
  const ofAccount = (facts: Record<string, string>) => [{ type: 'account_facts', facts }];

  test.each([
    [250, '250'],
    [-1, 'unlimited'],
    ['TIER_50', '50'],
    ['TIER_2K', '2000'],
    ['TIER_100K', '100000'],
    ['TIER_UNLIMITED', 'unlimited'],
    ['10000', '10000'],
  ])('item 68: the messaging limit %s reads %s', (told, messagingLimit) => {
    const value = { max_daily_conversations_per_business: told };
    expect(effectsOf('business_capability_update', value)).toEqual(ofAccount({ messagingLimit }));
  });

  test('item 68: the limit of numbers goes by two names, and a limit that is not set is none', () => {
    const limit = { max_daily_conversations_per_business: 'TIER_NOT_SET' };
    for (const name of ['max_phone_numbers_per_waba', 'max_phone_numbers_per_business']) {
      expect(effectsOf('business_capability_update', { ...limit, [name]: 20 })).toEqual(
        ofAccount({ phoneNumberLimit: '20' }),
      );
    }
  });

  test('of a number: throughput, name, username and security', () => {
    const quality = { event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED' };
    expect(effectsOf('phone_number_quality_update', { ...number, ...quality })).toEqual(
      ofNumber({ qualityEvent: 'throughput_upgrade', messagingLimit: 'unlimited' }),
    );
    const name = { decision: 'REJECTED', requested_verified_name: 'Tidewell', rejection_reason: 'NAME_NOT_CONSISTENT' };
    expect(effectsOf('phone_number_name_update', { ...number, ...name })).toEqual(
      ofNumber({ requestedName: 'Tidewell', nameReview: 'rejected: name_not_consistent' }),
    );
    expect(effectsOf('business_username_updates', { ...number, username: 'tidewell', status: 'approved' })).toEqual(
      ofNumber({ username: 'tidewell', usernameStatus: 'approved' }),
    );
    expect(effectsOf('business_username_updates', { ...number, status: 'deleted' })).toEqual(
      ofNumber({ username: '', usernameStatus: 'deleted' }),
    );
    expect(effectsOf('security', { ...number, event: 'PIN_CHANGED' })).toEqual(ofNumber({ security: 'pin_changed' }));
  });

  test('of the account: review and alerts', () => {
    expect(effectsOf('account_review_update', { decision: 'APPROVED' })).toEqual(ofAccount({ review: 'approved' }));
    const info = { alert_severity: 'WARNING', alert_status: 'ACTIVE', alert_type: 'OBA_REJECTED' };
    const alert = (alert_info: Record<string, string>) => effectsOf('account_alerts', { alert_info });
    expect(alert({ ...info, alert_description: 'Not yet.' })).toEqual(
      ofAccount({ alert: 'warning: oba_rejected: Not yet.' }),
    );
    expect(alert({ ...info, alert_status: 'NONE' })).toEqual(ofAccount({ alert: 'none' }));
  });

  test.each([
    'account_settings_update',
    'flows',
    'partner_solutions',
    'payment_configuration_update',
    'template_correct_category_detection',
  ])('%s is shown and changes nothing', (field) => {
    expect(effectsOf(field, { event: 'X' })).toEqual([]);
  });
});
