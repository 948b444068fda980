import { z } from 'zod';
import {
  anyHeader,
  between,
  bodyText,
  footerText,
  isDistinct,
  label,
  listOf,
  object,
  oneOf,
  required,
  sized,
  textHeader,
  trimmedId,
  url,
  whole,
} from './schema-parts.ts';
import { defineKind, type SendKind } from './send-kind.ts';
import { showFramed } from './show-media.ts';

const frame = { body: bodyText(), footer: footerText().optional() };

const replyButton = object({
  type: z.literal('REPLY', { error: 'must be REPLY' }),
  id: trimmedId(256),
  title: label(),
});
const replyButtons = listOf(replyButton, 1, 3).refine(
  (buttons) => isDistinct(buttons.map(({ id }) => id)) && isDistinct(buttons.map(({ title }) => title)),
  { error: 'ids and titles must be unique' },
);
const buttons = object({ ...frame, header: anyHeader().optional(), action: object({ buttons: replyButtons }) });

const row = object({ id: sized(1, 200), title: sized(1, 24), description: sized(0, 72).optional() });
const sections = listOf(object({ title: sized(0, 24).optional(), rows: z.array(row) }), 1, 10).superRefine(
  (list, context) => {
    const rows = list.flatMap((section) => section.rows);
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if (rows.length < 1 || rows.length > 10) complain('number of rows must be between 1 and 10');
    if (!isDistinct(rows.map(({ id }) => id))) complain("row's ids must be unique across sections");
    if (list.length > 1 && list.some(({ title }) => !title?.trim())) {
      complain('titles must not be blank when more than one section provided');
    }
  },
);
const list = object({ ...frame, header: textHeader.optional(), action: object({ title: label(), sections }) });

const urlButton = object({
  ...frame,
  header: anyHeader().optional(),
  action: object({ displayText: sized(1, 20), url: url() }),
});

const flowAction = object({
  mode: oneOf(['DRAFT', 'PUBLISHED']).default('PUBLISHED'),
  flowMessageVersion: whole().optional(),
  flowToken: required(),
  flowId: required(),
  callToActionButton: sized(1, 20),
  flowAction: oneOf(['NAVIGATE', 'DATA_EXCHANGE']).default('NAVIGATE'),
  flowActionPayload: object({
    screen: required(),
    data: z
      .record(z.string(), z.unknown())
      .refine((data) => Object.keys(data).length > 0, { error: 'must not be empty' })
      .optional(),
  }).optional(),
}).superRefine(({ flowAction: action, flowActionPayload: payload }, context) => {
  const complain = (message: string) => context.addIssue({ code: 'custom', path: ['flowActionPayload'], message });
  if (action === 'NAVIGATE' && !payload) complain('must not be null');
  if (action === 'DATA_EXCHANGE' && payload) complain('must be null');
});
const flow = object({ ...frame, header: textHeader.optional(), action: flowAction });

const voiceButton = object({
  body: object({ text: sized(0, 1024) }),
  action: object({
    buttonDisplayText: sized(0, 20).optional(),
    callValidityPeriod: between(1, 43_200).optional(),
    callContextPayload: sized(1, 512).optional(),
  }).optional(),
});

const bodyOnly = object({ body: bodyText() });

/** Messages that ask for a tap. https://www.infobip.com/docs/whatsapp/message-types */
export const INTERACTIVE_KINDS: readonly SendKind[] = [
  defineKind('interactive/buttons', buttons, (content) =>
    showFramed(content, { buttons: content.action.buttons.map(({ id, title }) => ({ id, title })) }),
  ),
  defineKind('interactive/list', list, (content) => showFramed(content, { list: showList(content.action) })),
  defineKind('interactive/url-button', urlButton, (content) =>
    showFramed(content, { link: { label: content.action.displayText, url: content.action.url } }),
  ),
  defineKind('interactive/location-request', bodyOnly, (content) => showFramed(content, { locationRequest: true })),
  defineKind('interactive/flow', flow, (content) => {
    const { callToActionButton, flowId, flowActionPayload } = content.action;
    const screen = flowActionPayload?.screen;
    return showFramed(content, { flow: { label: callToActionButton, flowId, ...(screen && { screen }) } });
  }),
  defineKind('interactive/voice-button', voiceButton, (content, { from }) =>
    showFramed(content, {
      phoneButtons: [{ label: content.action?.buttonDisplayText || 'Call now', phoneNumber: `+${from}` }],
    }),
  ),
  defineKind('interactive/request-contact-info', bodyOnly, (content) =>
    showFramed(content, { buttons: [{ id: 'share_contact', title: 'Share contact info' }] }),
  ),
  defineKind('interactive/call-permission-request', z.unknown(), () => ({
    display: {
      text: 'May we call you?',
      buttons: [
        { id: 'ACCEPT', title: 'Allow calls' },
        { id: 'REJECT', title: 'Not now' },
      ],
    },
  })),
  defineKind('interactive/in-thread-authentication-request', z.unknown(), () => ({
    display: {
      text: 'Please confirm that it is you.',
      buttons: [
        { id: 'VERIFIED', title: 'Confirm' },
        { id: 'INTERACTION_CANCELED', title: 'Cancel' },
      ],
    },
  })),
];

function showList({ title, sections: given }: z.output<typeof list>['action']) {
  return {
    button: title,
    sections: given.map(({ title: heading, rows }) => ({
      ...(heading && { title: heading }),
      rows: rows.map(({ id, title: name, description }) => ({ id, title: name, ...(description && { description }) })),
    })),
  };
}
