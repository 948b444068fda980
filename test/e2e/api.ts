import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../src/cli/generated/api.d.ts';

export type Api = Client<paths>;
export type Schemas = components['schemas'];

export function apiOf(url: string, key: string): Api {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${key}` } });
}

interface Answer<Data> {
  data?: Data;
  error?: Schemas['Problem'];
  response: Response;
}

/** The answer's data; a problem fails the test with its document. */
export async function ok<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await asked;
  if (error !== undefined || data === undefined) throw new Error(`${response.status}: ${JSON.stringify(error)}`);
  return data;
}

/** Status and code of a refusal; an answer without a problem fails the test. */
export async function refusal(asked: Promise<Answer<unknown>>): Promise<{ status: number; code: string }> {
  const { error, response } = await asked;
  if (error === undefined) throw new Error(`a refusal was expected, but the answer was ${response.status}`);
  return { status: response.status, code: error.code };
}
