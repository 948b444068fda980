import { type Chasqui, createChasqui, type Schemas } from '@chasqui/client';

export type Api = Chasqui;
export type { Schemas };

export function apiOf(url: string, key: string): Api {
  return createChasqui({ url, key });
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
