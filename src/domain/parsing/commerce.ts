import type { CommerceContent } from '../content.ts';
import { checkCarousel } from './commerce/carousel.ts';
import { checkOrderDetails, checkOrderStatus } from './commerce/orders.ts';
import { checkCatalog, checkProduct, checkProductList } from './commerce/products.ts';
import { checkAddressRequest, checkCallPermissionRequest, checkFlow, checkVoiceCall } from './commerce/requests.ts';
import { Fields } from './fields.ts';

const CHECKS: Readonly<Record<CommerceContent['type'], (fields: Fields) => void>> = {
  carousel: checkCarousel,
  flow: checkFlow,
  product: checkProduct,
  product_list: checkProductList,
  catalog: checkCatalog,
  order_details: checkOrderDetails,
  order_status: checkOrderStatus,
  voice_call: checkVoiceCall,
  call_permission_request: checkCallPermissionRequest,
  address_request: checkAddressRequest,
};

/**
 * Kinds that keep the Cloud API's members, with names in camelCase. Their limits are WhatsApp's own and the same through every provider, and
 * nothing about them can be split or said in another way: so they are checked here and not later.
 * @throws Mistake with a path below `path`
 */
export function readCommerce(
  type: CommerceContent['type'],
  members: Record<string, unknown>,
  path: string,
): CommerceContent {
  const fields = new Fields(members, path);
  CHECKS[type](fields);
  fields.end();
  return { ...members, type };
}
