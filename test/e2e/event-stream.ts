interface StreamedEvent {
  type: string;
  data: { message?: { content: { text?: string } } };
}

/** The event stream as a client reads it. */
export interface FollowedEvents {
  readonly events: readonly StreamedEvent[];
  texts(): (string | undefined)[];
  lastId(): string;
  /** Resolves when it is so, looking after every event. */
  until(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Opens the stream; resolves when it is open. */
export async function followEvents(url: string, key: string, lastId?: string): Promise<FollowedEvents> {
  const abort = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${key}`, ...(lastId !== undefined && { 'last-event-id': lastId }) },
    signal: abort.signal,
  });
  if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`);
  const events: StreamedEvent[] = [];
  let last = lastId ?? '';
  let opened = () => {};
  let wake = () => {};
  const isOpen = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const reading = read(response.body, (fields) => {
    last = fields.id ?? last;
    if (fields.event === 'open') opened();
    else if (fields.data !== undefined) events.push(JSON.parse(fields.data));
    wake();
  });
  await isOpen;
  return {
    events,
    texts: () => events.map(({ data }) => data.message?.content.text),
    lastId: () => last,
    async until(isSo) {
      while (!isSo()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    async close() {
      abort.abort();
      await reading;
    },
  };
}

async function read(body: ReadableStream<Uint8Array>, tell: (fields: Record<string, string>) => void): Promise<void> {
  let text = '';
  try {
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) tell(fieldsOf(block));
    }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  }
}

function fieldsOf(block: string): Record<string, string> {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
