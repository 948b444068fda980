/** Invented. */
export const HOST = 'shop.api.infobip.com';
export const NUMBER = '447700900123';
export const PERSON = '15550100001';
export const ACCOUNT = { username: 'corner_shop', password: 'invented-Pw1', apiKey: 'invented-api-key' };
export const BUSINESS_ACCOUNT = 222;
