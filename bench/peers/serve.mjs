/**
 * What every peer's program needs: where the ends are (from the environment, as `bench/targets/peers.ts` sets it) and what to answer.
 * These are plain modules that `tsc`, `biome` and `knip` never need the peers' packages for: those are installed when first measured.
 */
import { request } from 'undici';

/** The address of the mock Graph server, without a slash at its end. */
export const graphUrl = process.env.GRAPH_URL;
export const port = Number(process.env.PORT);
export const account = {
  accessToken: process.env.ACCESS_TOKEN,
  appSecret: process.env.APP_SECRET,
  verifyToken: process.env.VERIFY_TOKEN,
  phoneNumberId: process.env.PHONE_NUMBER_ID,
};

/**
 * The echo of `text`: said in process, or with `BOT_URL` by the HTTP bot that Chasqui asks too. The client is the fastest one that Node has,
 * the same as the bare baseline's.
 */
export async function echoOf(text) {
  if (!process.env.BOT_URL) return text;
  const response = await request(process.env.BOT_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ type: 'text', text }] }),
  });
  const { messages } = await response.body.json();
  return messages[0].text;
}
