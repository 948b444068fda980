import { z } from 'zod';
import { byType, listOf, matching, object, oneOf, required, sized, whole } from './schema-parts.ts';

const amount = object({ value: whole() });
const described = object({ value: whole(), description: sized(0, 60).optional() });

const paymentId = matching(/^[A-Za-z0-9\-_.]{1,35}$/);
const beneficiary = object({
  name: sized(1, 200),
  firstAddressLine: sized(1, 100),
  secondAddressLine: sized(0, 100).optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  country: oneOf(['INDIA']),
  postalCode: matching(/^[0-9]{6}$/),
});

const pix = object({
  type: z.literal('BRAZIL_PIX_DC'),
  id: paymentId,
  code: required(),
  merchantName: required(),
  keyType: oneOf(['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP']),
  key: required(),
  flowType: oneOf(['REDIRECT', 'COPYPASTE', 'APPSWITCH']).optional(),
});
const link = object({ type: z.literal('BRAZIL_LINK'), id: paymentId, paymentLink: required() });
const boleto = object({ type: z.literal('BRAZIL_BOLETO'), id: paymentId, code: required() });

/** https://www.infobip.com/docs/whatsapp/message-types (order details, early access) */
const payment = byType([
  object({
    type: z.literal('UPI_PAYU'),
    id: sized(1, 25),
    productDescription: sized(1, 100),
    customerFirstName: sized(1, 60),
    customerLastName: sized(0, 20).optional(),
    customerEmail: sized(1, 50),
    callbackData: listOf(sized(0, 255), 0, 5).optional(),
  }),
  object({
    type: z.literal('PG_PAYU'),
    id: paymentId,
    beneficiary: beneficiary.optional(),
    callbackData: listOf(sized(1, 255), 0, 4).optional(),
  }),
  object({
    type: z.literal('PG_RAZORPAY'),
    id: paymentId,
    beneficiary: beneficiary.optional(),
    callbackData: z.record(z.string(), z.unknown()).optional(),
  }),
  object({
    type: z.literal('UPI_INTENT'),
    id: paymentId,
    beneficiary: beneficiary.optional(),
    format: object({ type: oneOf(['LINK']), paymentLink: required() }),
  }),
  object({ type: z.literal('UPI_LINK'), id: paymentId, beneficiary: beneficiary.optional(), paymentLink: required() }),
  object({ type: z.literal('BRAZIL'), id: paymentId }),
  pix,
  link,
  boleto,
  object({ type: z.literal('BRAZIL_PAYMENTS'), payments: listOf(byType([pix, link, boleto]), 1, 2) }),
]);

const item = object({
  retailerId: required(),
  name: sized(1, 60),
  amount,
  saleAmount: amount.optional(),
  quantity: whole(),
  originCountry: z.string().optional(),
  importerName: z.string().optional(),
  importerAddress: z.record(z.string(), z.unknown()).optional(),
}).refine(({ amount: full, saleAmount }) => saleAmount === undefined || saleAmount.value < full.value, {
  error: 'saleAmount must be less than amount',
});

const order = object({
  catalogId: z.string().optional(),
  items: listOf(item, 1, 999),
  subtotal: amount,
  tax: described,
  shipping: described.optional(),
  discount: object({ amount: described, programName: sized(0, 60).optional() }).optional(),
  orderExpiration: object({
    expirationSeconds: whole().min(360, { error: 'must be greater than or equal to 360' }),
    description: sized(1, 120),
  }).optional(),
  orderDetailsType: oneOf(['QUICK_PAY']).optional(),
}).refine(
  ({ catalogId, items }) =>
    catalogId !== undefined || items.every((one) => one.originCountry && one.importerName && one.importerAddress),
  { error: 'if catalogId is not present then originCountry, importerName and importerAddress must be specified' },
);

export const orderDetailsAction = object({
  payment,
  paymentConfiguration: sized(1, 60).optional(),
  orderCurrency: oneOf(['INR', 'BRL']),
  orderType: oneOf(['PHYSICAL_GOODS', 'DIGITAL_GOODS']),
  totalAmount: amount,
  order,
}).refine(
  ({ totalAmount, order: { subtotal, tax, shipping, discount } }) =>
    totalAmount.value === subtotal.value + tax.value + (shipping?.value ?? 0) - (discount?.amount.value ?? 0),
  { error: 'totalAmount must be sum of subtotal, tax and shipping reduced by discount' },
);

export const orderStatusAction = object({
  payment: object({ type: required(), id: required() }),
  status: oneOf(['PENDING', 'PROCESSING', 'PARTIALLY_SHIPPED', 'SHIPPED', 'COMPLETED', 'CANCELED']),
  description: sized(0, 120).optional(),
});
