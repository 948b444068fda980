import type { SendFailure } from '../domain/failure.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';
import { createResolveMedia } from './send-media.ts';
import { templateToSend } from './template-to-send.ts';

export type PreparedSend = { ok: true; sendCase: SendCase } | { ok: false; failure: SendFailure };

/** Gives a message all that its adapter needs: files as the provider knows them, our copy of its template. A failure means that nothing was sent. */
export type PrepareSend = (sendCase: SendCase, signal: AbortSignal) => Promise<PreparedSend>;

export function createPrepareSend(context: PipelineContext): PrepareSend {
  const resolveMedia = createResolveMedia(context);
  return async (sendCase, signal) => {
    const resolved = await resolveMedia(sendCase, signal);
    if (!resolved.ok) return resolved;
    const work = { ...sendCase.work, content: resolved.content };
    if (work.content.type !== 'template') return { ok: true, sendCase: { ...sendCase, work } };
    try {
      const template = await templateToSend(sendCase, context);
      return { ok: true, sendCase: { ...sendCase, work, ...(template && { template }) } };
    } catch (error) {
      context.observer.error('templates', error);
      const message = 'its template could not be read; the log has details';
      return { ok: false, failure: { kind: 'provider_unavailable', message } };
    }
  };
}
