import type { FieldValues } from '../../domain/settings.ts';
import type { RegistryStore } from '../../store/registry.ts';
import type { Problem } from '../service-error.ts';

/** What is wrong with the application that a connection's settings name, if they name one. */
export async function checkApplication(
  registry: Pick<RegistryStore, 'findApplication'>,
  { applicationId }: FieldValues,
): Promise<Problem[]> {
  if (applicationId === undefined || (await registry.findApplication(applicationId)) !== null) return [];
  return [{ path: '/settings/applicationId', message: 'There is no such application.' }];
}
