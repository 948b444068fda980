import { z } from 'zod';
import { anyHeader, body, footer, text } from './schema-parts.ts';

const flowParameters = z
  .strictObject({
    flow_message_version: z.literal('3'),
    flow_id: z.string().min(1).optional(),
    flow_name: z.string().min(1).optional(),
    flow_cta: text(30),
    flow_token: z.string().optional(),
    mode: z.enum(['published', 'draft']).optional(),
    flow_action: z.enum(['navigate', 'data_exchange']).optional(),
    flow_action_payload: z
      .strictObject({
        screen: z.string().min(1),
        data: z
          .looseObject({})
          .refine((data) => Object.keys(data).length > 0, 'must not be empty')
          .optional(),
      })
      .optional(),
  })
  .refine(
    ({ flow_id, flow_name }) => (flow_id === undefined) !== (flow_name === undefined),
    'exactly one of flow_id and flow_name is needed',
  )
  .refine(
    ({ flow_action, flow_action_payload }) => flow_action !== 'data_exchange' || flow_action_payload === undefined,
    'data_exchange takes no flow_action_payload',
  );

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/guides/sendingaflow */
export const flowSchema = z.strictObject({
  type: z.literal('flow'),
  header: anyHeader.optional(),
  body,
  footer,
  action: z.strictObject({ name: z.literal('flow'), parameters: flowParameters }),
});

export const locationRequestSchema = z.strictObject({
  type: z.literal('location_request_message'),
  body,
  action: z.strictObject({ name: z.literal('send_location') }),
});

export const contactRequestSchema = z.strictObject({
  type: z.literal('request_contact_info'),
  body,
  footer,
  action: z.strictObject({ name: z.literal('request_contact_info') }),
});

export const voiceCallSchema = z.strictObject({
  type: z.literal('voice_call'),
  body,
  footer,
  action: z.strictObject({
    name: z.literal('voice_call'),
    parameters: z
      .strictObject({
        display_text: text(20).optional(),
        ttl_minutes: z.number().int().min(1).max(43_200).optional(),
        payload: z.string().optional(),
      })
      .optional(),
  }),
});

export const callPermissionSchema = z.strictObject({
  type: z.literal('call_permission_request'),
  body: body.optional(),
  footer,
  action: z.strictObject({ name: z.literal('call_permission_request') }),
});

/** Indian addresses only. */
export const addressSchema = z.strictObject({
  type: z.literal('address_message'),
  body,
  footer,
  action: z.strictObject({
    name: z.literal('address_message'),
    parameters: z.strictObject({
      country: z.literal('IN'),
      values: z.record(z.string(), z.string()).optional(),
      saved_addresses: z.array(z.strictObject({ id: z.string(), value: z.record(z.string(), z.string()) })).optional(),
      validation_errors: z.record(z.string(), z.string()).optional(),
    }),
  }),
});
