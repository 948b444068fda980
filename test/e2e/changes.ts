/** Follows the API's stream of changes; `happened` is called for each. Resolves once it is open; call the result to end it. */
export async function followChanges(url: string, key: string, happened: () => void): Promise<() => void> {
  const ending = new AbortController();
  const response = await fetch(`${url}/api/v1/stream`, {
    headers: { authorization: `Bearer ${key}` },
    signal: ending.signal,
  });
  if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`);
  const reader = response.body.getReader();
  await reader.read();
  void read(reader, happened);
  return () => ending.abort();
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, happened: () => void): Promise<void> {
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) happened();
  } catch {
    // Ended by the test or by the gateway's stop: nobody waits for it any more.
  }
}
