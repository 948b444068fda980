import type { Socket } from 'node:net';

/** The parser's refusals that deserve an answer of their own; everything else is 400. */
const ANSWERS: Readonly<Record<string, { status: string; code: string }>> = {
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', code: 'headers_too_large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', code: 'request_timeout' },
};

/** Answers what is not an HTTP request, or breaks off; there is no request object to answer. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code } = ANSWERS[error.code ?? ''] ?? { status: '400 Bad Request', code: 'invalid' };
  const title = status.slice(4);
  const body = JSON.stringify({ type: `urn:chasqui:${code}`, code, title, status: Number.parseInt(status, 10) });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}
