import type { InboundContent, TextContent } from '../../domain/content.ts';
import type { JsonObject } from '../kit/json.ts';

/**
 * On a shared sender people write its keyword before every text. Who writes nothing else opened the chat.
 * https://www.infobip.com/docs/whatsapp/get-started (seen 2026-07)
 */
export function withoutKeyword(content: TextContent, keyword: string, message: JsonObject): InboundContent {
  const { text } = content;
  const head = text.slice(0, keyword.length);
  const rest = text.slice(keyword.length);
  if (head.toLowerCase() !== keyword.toLowerCase() || !/^(\s|$)/.test(rest)) return content;
  if (rest.trim() === '') return { type: 'system', event: 'request_welcome', provider: { ...message } };
  return { ...content, text: rest.trim() };
}
