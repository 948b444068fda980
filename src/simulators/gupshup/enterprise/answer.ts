export type AnswerFormat = 'json' | 'text' | 'xml';

/** What the gateway says to a request; `id` is the message's, or the number of an error. */
export interface GatewayAnswer {
  status: 'success' | 'error';
  id: string;
  phone: string;
  details: string;
  /** JSON repeats it as a list, as for consent. */
  isList?: boolean;
}

/** The format that a request asks for; `text` if it asks for none or an unknown one. */
export function readFormat(format: string | undefined): AnswerFormat {
  const wanted = format?.toLowerCase();
  return wanted === 'json' || wanted === 'xml' ? wanted : 'text';
}

/** Writes an answer. No XML of the real gateway was seen: its shape is a guess. */
export function renderAnswer(answer: GatewayAnswer, format: AnswerFormat): { contentType: string; body: string } {
  const { status, id, phone, details } = answer;
  switch (format) {
    case 'json':
      return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(renderJson(answer)) };
    case 'xml': {
      const elements = Object.entries({ status, id, phone, details }).map(
        ([name, value]) => `<${name}>${escapeXml(value)}</${name}>`,
      );
      return {
        contentType: 'application/xml; charset=utf-8',
        body: `<?xml version="1.0"?><response>${elements.join('')}</response>`,
      };
    }
    case 'text': {
      const parts = status === 'success' ? [status, phone, id] : [status, id, details];
      return { contentType: 'text/plain; charset=utf-8', body: parts.join(' | ') };
    }
  }
}

function renderJson({ isList, status, id, phone, details }: GatewayAnswer): object {
  const response = { id, phone, details, status };
  return isList ? { response, data: { response_messages: [response] } } : { response };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
