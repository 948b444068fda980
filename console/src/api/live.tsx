import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type Hint, parseHint, staleKeys } from './hints.ts';

export type LiveState = 'live' | 'polling';

/** Hints within this time are answered by one round of requests, however many they are. */
const GATHER_MS = 300;
/** Without a stream everything is asked for again this often. */
const POLL_MS = 4_000;
/** A stream that the browser gave up is opened anew after this long. */
const REOPEN_MS = 10_000;

const LiveContext = createContext<LiveState>('polling');

/** Opens the stream, and again whenever it ends for good. Returns what closes it. */
function followStream(onHint: (hint: Hint) => void, onState: (state: LiveState) => void): () => void {
  let source: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/v1/stream');
    source.onopen = () => onState('live');
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const hint = parseHint(event.data);
      if (hint) onHint(hint);
    });
    source.onerror = () => {
      onState('polling');
      // The browser reconnects by itself after a broken line, and not after an HTTP error.
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(reopening);
    source.close();
  };
}

/** Keeps what is on screen true: asks again for what the stream says has changed. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('polling');
  useEffect(() => {
    let waiting: Hint[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const key of staleKeys(waiting)) void client.invalidateQueries({ queryKey: [key] });
      waiting = [];
    };
    const hear = (hint: Hint) => {
      waiting.push(hint);
      timer ??= setTimeout(flush, GATHER_MS);
    };
    const changeState = (next: LiveState) => {
      setState(next);
      // What changed while nobody listened.
      if (next === 'live') void client.invalidateQueries({}, { cancelRefetch: false });
    };
    const close = followStream(hear, changeState);
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [client]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext);
}

/** For queries: how often to ask again by themselves. */
export function usePollInterval(): number | false {
  return useLiveState() === 'live' ? false : POLL_MS;
}
