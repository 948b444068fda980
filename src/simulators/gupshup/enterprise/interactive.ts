import type { z } from 'zod';
import type { DisplayContent } from '../../kit/display-content.ts';
import { orderDetailsAction, orderStatusAction, readOrder, readOrderNews, showOrder } from '../order-schemas.ts';
import type { Outgoing } from '../outgoing.ts';
import { buttonsAction, listAction } from './action-schemas.ts';
import { badParameter } from './gateway-error.ts';
import type { Parameters } from './parameters.ts';

type Interactive = Pick<Outgoing, 'order' | 'orderNews'> & { kind: string; content: DisplayContent };

/** Reads `interactive_type` and `action`. Throws 101 for an unknown type and for an action out of form or limits. */
export function readInteractive(parameters: Parameters, nowMs: number): Interactive {
  const type = parameters.get('interactive_type')?.toLowerCase();
  switch (type) {
    case 'dr_button': {
      const { buttons } = parseAction(buttonsAction, parameters);
      return { kind: 'button', content: { buttons: buttons.map(({ reply }) => reply) } };
    }
    case 'list':
      return { kind: 'list', content: { list: parseAction(listAction, parameters) } };
    case 'order_details': {
      const { parameters: details } = parseAction(orderDetailsAction(nowMs), parameters);
      return { kind: 'order_details', content: { order: showOrder(details) }, order: readOrder(details) };
    }
    case 'order_status': {
      const orderNews = readOrderNews(parseAction(orderStatusAction, parameters));
      return { kind: 'order_status', content: { order: { items: [], status: orderNews.status } }, orderNews };
    }
    default:
      throw badParameter('interactive_type', 'is not known');
  }
}

function parseAction<S extends z.ZodType>(schema: S, parameters: Parameters): z.output<S> {
  const result = schema.safeParse(parseJson(parameters.get('action')));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw badParameter('action', `is not valid at ${issue?.path.join('.') || 'its root'}: ${issue?.message}`);
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(badParameter('action', 'is no JSON'), { cause });
  }
}
