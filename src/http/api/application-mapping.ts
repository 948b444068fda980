import type { z } from 'zod';
import type { ApplicationView } from '../../services/applications/applications.ts';
import type { application } from './schemas/application.ts';
import { isoTime } from './time.ts';

export function renderApplication(view: ApplicationView): z.output<typeof application> {
  const { id, name, audience, singleUse, createdAt } = view;
  return { id, name, audience, singleUse, createdAt: isoTime(createdAt) };
}
