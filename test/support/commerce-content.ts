import type { CommerceContent } from '../../src/domain/content.ts';

/** One good message of every kind that keeps the Cloud API's members. */
export const COMMERCE = {
  carousel: {
    type: 'carousel',
    body: { text: 'Two bikes' },
    action: {
      cards: [
        {
          header: { type: 'image', media: { url: 'https://cdn.example/1.jpg' } },
          body: { text: 'Blue' },
          action: { parameters: { displayText: 'Buy', url: 'https://bikes.example/1' } },
        },
        {
          header: { type: 'image', image: { link: 'https://cdn.example/2.jpg' } },
          action: { parameters: { displayText: 'Buy', url: 'https://bikes.example/2' } },
        },
      ],
    },
  },
  flow: {
    type: 'flow',
    body: { text: 'Tell us' },
    action: {
      parameters: {
        flowId: '512200887733449',
        flowCta: 'Start',
        flowAction: 'navigate',
        flowActionPayload: { screen: 'WELCOME', data: { firstName: 'Iria' } },
      },
    },
  },
  product: { type: 'product', action: { catalogId: '200000000000001', productRetailerId: 'B-1' } },
  product_list: {
    type: 'product_list',
    header: { type: 'text', text: 'Bikes' },
    body: { text: 'Tap to see prices' },
    action: {
      catalogId: '200000000000001',
      sections: [{ title: 'New', productItems: [{ productRetailerId: 'B-1' }] }],
    },
  },
  catalog: {
    type: 'catalog',
    body: { text: 'All we have' },
    action: { parameters: { thumbnailProductRetailerId: 'B-1' } },
  },
  order_details: {
    type: 'order_details',
    body: { text: 'Your bill' },
    action: {
      parameters: {
        referenceId: 'R-118',
        type: 'physical-goods',
        paymentType: 'upi',
        currency: 'INR',
        paymentSettings: [{ type: 'payment_link', paymentLink: { uri: 'https://pay.example/l/118' } }],
        totalAmount: { value: 245_000, offset: 100 },
        order: {
          status: 'pending',
          items: [{ retailerId: 'B-1', name: 'Lamp', amount: { value: 122_500, offset: 100 }, quantity: 2 }],
          subtotal: { value: 245_000, offset: 100 },
          tax: { value: 0, offset: 100, description: 'incl.' },
        },
      },
    },
  },
  order_status: {
    type: 'order_status',
    body: { text: 'On its way' },
    action: { parameters: { referenceId: 'R-118', order: { status: 'shipped', description: 'By bicycle' } } },
  },
  voice_call: { type: 'voice_call', body: { text: 'Call us' }, action: { parameters: { displayText: 'Call now' } } },
  call_permission_request: { type: 'call_permission_request', body: { text: 'May we call you?' }, action: {} },
  address_request: {
    type: 'address_request',
    body: { text: 'Where to?' },
    action: { parameters: { country: 'IN', values: { name: 'A. Rao' } } },
  },
} satisfies Record<CommerceContent['type'], CommerceContent>;
