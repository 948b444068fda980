/** The same bytes, once the first have come: a download that breaks off before them fails here, and not in the reader's hands. */
export async function begunStream(body: ReadableStream<Uint8Array> | null): Promise<ReadableStream<Uint8Array>> {
  if (body === null) return new Blob([]).stream();
  const reader = body.getReader();
  let next: Promise<ReadableStreamReadResult<Uint8Array>> | undefined = Promise.resolve(await reader.read());
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await (next ?? reader.read());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
