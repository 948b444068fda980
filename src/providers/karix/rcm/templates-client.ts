import type { TemplatesFacet } from '../../../domain/provider.ts';
import { asObject, asText, asWord } from '../../kit/json.ts';
import { troubled, unable } from '../../kit/trouble.ts';
import { isTaken, readFailure } from './answer.ts';
import type { RcmApi } from './api.ts';
import { renderDraft } from './render-draft.ts';

/** Templates are made at the address that Karix gave for it. Nothing is known that lists or deletes them. */
export function createTemplates(api: RcmApi, url: string): TemplatesFacet {
  return {
    list: async () => unable('Karix has no way to list templates: see them in its portal.'),
    delete: async () => unable('Karix has no way to delete templates: do so in its portal.'),
    create: async ({ draft, signal }) => {
      const drafted = renderDraft(draft);
      if (!drafted.ok) return unable(drafted.message);
      const exchanged = await api.post(url, drafted.body, signal);
      if (!exchanged.ok) return troubled(exchanged.failure);
      const { answer } = exchanged;
      if (!isTaken(answer) || answer.json === undefined) return troubled(readFailure(answer, api.now()));
      const body = asObject(answer.json);
      const value = {
        providerId: asText(body.id) ?? asText(body.template_id) ?? null,
        status: asWord(body.status) ?? 'pending',
        category: draft.category,
      };
      return { ok: true, value };
    },
  };
}
