/** The same bytes, once the first have come: a download that breaks off before them fails here, and not in the reader's hands. */
export async function begunStream(body: ReadableStream<Uint8Array> | null): Promise<ReadableStream<Uint8Array>> {
  if (body === null) return new Blob([]).stream();
  const reader = body.getReader();
  const first = await reader.read();
  let isFresh = true;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = isFresh ? first : await reader.read();
      isFresh = false;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
