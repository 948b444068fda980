import createOpenapiClient from 'openapi-fetch';

export { followEvents } from './events.js';
export { eachItem } from './pages.js';
export { ChasquiProblem, unwrap } from './problem.js';

/**
 * The gateway's API with one method per HTTP verb; see index.d.ts.
 *
 * @type {typeof import('./index.d.ts').createChasqui}
 */
export function createChasqui({ url, key, ...rest }) {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return createOpenapiClient({ baseUrl: url, headers, ...rest });
}
