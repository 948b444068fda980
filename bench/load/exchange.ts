import type { Socket } from 'node:net';

/** One request and its answer; returns the status. Rejects if the connection ends before. */
export function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = '';
    const settle = () => socket.off('data', onData).off('error', onError).off('close', onClose);
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const length = answerLength(received);
      if (length === null || received.length < length) return;
      settle();
      resolve(Number(received.slice(9, 12)));
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    const onClose = () => onError(new Error('the connection ended before the answer'));
    socket.on('data', onData).on('error', onError).on('close', onClose);
    socket.write(request);
  });
}

/** Null while the head is not complete. */
function answerLength(received: string): number | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const length = /content-length: (\d+)/i.exec(received.slice(0, headEnd));
  return headEnd + 4 + Number(length?.[1] ?? 0);
}
