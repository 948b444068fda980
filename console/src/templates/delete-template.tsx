import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { KEYS } from '../api/queries.ts';
import { deleteTemplate, type TemplateName } from '../api/template-queries.ts';
import { ConfirmButton } from '../components/confirm-button.tsx';

/** Deletes a template in one language, here and at the provider, after a question. */
export function DeleteTemplate({ channelId, template }: { channelId: string; template: TemplateName }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { name, language } = template;
  const remove = useMutation({
    mutationFn: () => deleteTemplate(channelId, template),
    onSuccess: async () => {
      await navigate({ to: '/channels/$id/templates', params: { id: channelId } });
      await client.invalidateQueries({ queryKey: [KEYS.templates] });
    },
  });
  return (
    <ConfirmButton
      variant="default"
      leftSection={<Trash2 size={15} aria-hidden />}
      label={t('templates.delete')}
      question={t('templates.deleteQuestion', { name, language })}
      action={remove}
      isDangerous
    />
  );
}
