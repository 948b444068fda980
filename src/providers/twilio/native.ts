/** Members of a send request that no other provider and nothing of ours writes so. */
const TELLING: readonly string[] = ['ContentSid', 'Body', 'MediaUrl', 'PersistentAction'];

/** Whether this is a send request in Twilio's own words: parameters of `Messages`, such as a content with its variables. */
export function isNative(payload: Record<string, unknown>): boolean {
  return TELLING.some((name) => typeof payload[name] === 'string');
}
