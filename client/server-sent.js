/**
 * Fields of the server-sent events in a body (https://html.spec.whatwg.org/multipage/server-sent-events.html), as far as the gateway uses them.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<Record<string, string>>}
 */
export async function* readServerSent(body) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield fieldsOf(block);
  }
}

/** @param {string} block */
function fieldsOf(block) {
  const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.indexOf(':');
      return [line.slice(0, end), line.slice(end + 1).replace(/^ /, '')];
    }),
  );
}
