import type { Fields } from '../fields.ts';
import {
  checkBody,
  checkEach,
  checkFooter,
  checkHeader,
  checkOptionalBody,
  checkOptionalText,
  openAction,
  readBounded,
} from './frame.ts';

const MAX_PRODUCTS = 30;
const SECTIONS = { min: 1, max: 10 };
const PRODUCTS = { min: 1, max: MAX_PRODUCTS };
const SECTION_TITLE = 24;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/catalogs/sell-products-and-services (seen 2025-11) */
export function checkProduct(fields: Fields): void {
  checkOptionalBody(fields);
  checkFooter(fields);
  const action = openAction(fields);
  action.text('catalogId');
  action.text('productRetailerId');
  action.end();
}

export function checkProductList(fields: Fields): void {
  checkHeader(fields, ['text']);
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields);
  action.text('catalogId');
  let products = 0;
  const sections = Array.isArray(action.value('sections')) ? (action.value('sections') as unknown[]).length : 0;
  checkEach(action, 'sections', SECTIONS, (section) => {
    if (sections > 1) readBounded(section, 'title', SECTION_TITLE);
    else checkOptionalText(section, 'title', SECTION_TITLE);
    products += checkEach(section, 'productItems', PRODUCTS, (item) => void item.text('productRetailerId'));
    if (products > MAX_PRODUCTS) {
      throw section.mistake('productItems', `makes ${products} products in all, at most ${MAX_PRODUCTS} are allowed`);
    }
  });
  action.end();
}

export function checkCatalog(fields: Fields): void {
  checkBody(fields);
  checkFooter(fields);
  const action = openAction(fields, 'catalog_message');
  const parameters = action.optionalObject('parameters');
  parameters?.optionalText('thumbnailProductRetailerId');
  parameters?.end();
  action.end();
}
