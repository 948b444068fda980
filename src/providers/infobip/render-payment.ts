import { asList, asObject, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { Mistake, required } from './mistake.ts';

const PATH = 'action.parameters';
/** Types of Infobip's own are written in capitals. */
const OWN_TYPE = /^[A-Z][A-Z_]+$/;

/** How a bill can be paid, and the name of the configuration at Infobip where the way needs one. */
export interface Payment {
  payment: JsonObject;
  configuration: string | undefined;
}

/**
 * Out of `paymentSettings` as the Cloud API has them. What those cannot say, a bot gives in Infobip's words: `payment`, or a setting whose
 * `type` is one of Infobip's.
 */
export function renderPayment(parameters: JsonObject): Payment {
  const id = required(asText(parameters.referenceId), `${PATH}.referenceId`);
  const configuration = asText(parameters.paymentConfiguration);
  if (parameters.payment !== undefined) return { payment: { id, ...asObject(parameters.payment) }, configuration };
  const payments = asList(parameters.paymentSettings).map((setting, index) =>
    renderSetting(asObject(setting), { id, parameters, path: `${PATH}.paymentSettings[${index}]` }),
  );
  const [first, ...others] = payments;
  if (first === undefined) throw new Mistake(`${PATH}.paymentSettings is missing.`);
  if (others.length > 0) {
    return {
      payment: { type: 'BRAZIL_PAYMENTS', payments: payments.map(({ payment }) => payment) },
      configuration: undefined,
    };
  }
  return { ...first, configuration: first.configuration ?? configuration };
}

interface Parts {
  id: string;
  parameters: JsonObject;
  path: string;
}

function renderSetting(setting: JsonObject, parts: Parts): Payment {
  const { id, parameters, path } = parts;
  const type = asText(setting.type) ?? '';
  if (OWN_TYPE.test(type)) return bare({ id, ...setting });
  switch (type) {
    case 'payment_link': {
      const paymentLink = required(asText(asObject(setting.paymentLink).uri), `${path}.paymentLink.uri`);
      if (parameters.currency === 'BRL') return bare({ type: 'BRAZIL_LINK', id, paymentLink });
      return bare({ type: 'UPI_LINK', id, ...beneficiaryOf(parameters), paymentLink });
    }
    case 'upi_intent_link': {
      const link = asObject(setting.upiIntentLink);
      const paymentLink = required(asText(link.link) ?? asText(link.uri), `${path}.upiIntentLink.link`);
      return bare({ type: 'UPI_INTENT', id, ...beneficiaryOf(parameters), format: { type: 'LINK', paymentLink } });
    }
    case 'pix_dynamic_code': {
      const { code, merchantName, key, keyType } = asObject(setting.pixDynamicCode);
      return bare(withoutUndefined({ type: 'BRAZIL_PIX_DC', id, code, merchantName, keyType, key }));
    }
    case 'boleto':
      return bare(withoutUndefined({ type: 'BRAZIL_BOLETO', id, code: asObject(setting.boleto).digitableLine }));
    case 'payment_gateway':
      return renderGateway(asObject(setting.paymentGateway), parts);
    default:
      throw new Mistake(`${path}.type: Infobip has no ${type}; give ${PATH}.payment in its own words.`);
  }
}

function renderGateway(gateway: JsonObject, { id, parameters, path }: Parts): Payment {
  const type = asText(gateway.type)?.toLowerCase() ?? '';
  const configuration = asText(gateway.configurationName);
  const common = { id, ...beneficiaryOf(parameters) };
  if (type === 'razorpay') {
    const callbackData = asObject(gateway.razorpay).notes;
    return { payment: withoutUndefined({ type: 'PG_RAZORPAY', ...common, callbackData }), configuration };
  }
  if (type === 'payu') {
    const { udf1, udf2, udf3, udf4 } = asObject(gateway.payu);
    const told = [udf1, udf2, udf3, udf4].map(asText).filter((text) => text !== undefined);
    const callbackData = told.length > 0 ? told : undefined;
    return { payment: withoutUndefined({ type: 'PG_PAYU', ...common, callbackData }), configuration };
  }
  throw new Mistake(`${path}.paymentGateway.type: Infobip has no ${type}; give ${PATH}.payment in its own words.`);
}

function bare(payment: JsonObject): Payment {
  return { payment, configuration: undefined };
}

/** Whom goods are delivered to; where Indian rules want it. */
function beneficiaryOf({ beneficiaries }: JsonObject): JsonObject {
  const [first] = asList(beneficiaries).map(asObject);
  if (first === undefined) return {};
  return {
    beneficiary: withoutUndefined({
      name: asText(first.name),
      firstAddressLine: asText(first.addressLine1),
      secondAddressLine: asText(first.addressLine2),
      city: asText(first.city),
      state: asText(first.state),
      country: asText(first.country)?.toUpperCase(),
      postalCode: asText(first.postalCode),
    }),
  };
}
