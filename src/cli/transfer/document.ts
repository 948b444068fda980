import { z } from 'zod';
import { createApplication } from '../../http/api/schemas/application.ts';
import { createChannel, updateChannel } from '../../http/api/schemas/channel.ts';
import { createEventWebhook } from '../../http/api/schemas/event.ts';
import { settings } from '../../http/api/schemas/settings.ts';
import { createTemplate } from '../../http/api/schemas/template.ts';
import { UsageError } from '../errors.ts';

/** The only version there is; a document of another is refused, never guessed at. */
export const VERSION = 1;

const name = z.string().trim().min(1).max(200);
/** Secrets that the part had where it was exported. */
const secretsNeeded = z.array(z.string().min(1)).optional();

const application = createApplication.partial({ audience: true, singleUse: true });

const bot = z.strictObject({ name, connector: z.string().min(1), settings: settings.optional(), secretsNeeded });

const connection = z.strictObject({
  provider: z.string().min(1),
  state: z.enum(['active', 'standby']),
  application: name.optional(),
  settings: settings.optional(),
  secretsNeeded,
});

/** As the API takes them; what is not named stays as it is at the target. */
const rules = updateChannel.omit({ name: true, botId: true, enabled: true, settings: true, senders: true });

const template = createTemplate.omit({ senderId: true });

const channel = z.strictObject({
  name,
  enabled: z.boolean().optional(),
  bot: name.nullable().optional(),
  senders: createChannel.shape.senders,
  connections: z
    .array(connection)
    .min(1)
    .refine((all) => all.filter(({ state }) => state === 'active').length === 1, {
      message: 'exactly one connection must be active',
    }),
  rules: rules.optional(),
  templates: z.array(template).optional(),
});

const eventWebhook = createEventWebhook
  .omit({ channelIds: true })
  .extend({ channels: z.array(name).nullable() })
  .partial({ types: true, channels: true, enabled: true });

const document = z.strictObject({
  version: z.literal(VERSION),
  applications: unique(application).optional(),
  bots: unique(bot).optional(),
  channels: unique(channel).optional(),
  eventWebhooks: unique(eventWebhook).optional(),
});

/** A set-up without its secrets: parts name one another by their names, because ids differ from gateway to gateway. */
export type SetupDocument = z.output<typeof document>;
export type DocumentApplication = z.output<typeof application>;
export type DocumentBot = z.output<typeof bot>;
export type DocumentChannel = z.output<typeof channel>;
export type DocumentConnection = z.output<typeof connection>;
export type DocumentEventWebhook = z.output<typeof eventWebhook>;
export type DocumentTemplate = z.output<typeof template>;

/** `file` names it in complaints. Throws `UsageError` with every mistake, a line each with its path. */
export function parseDocument(given: unknown, file: string): SetupDocument {
  refuseVersion(given, file);
  const parsed = document.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} cannot be imported:\n${describeMistakes(parsed.error)}`);
}

/** A template with everything that is understood when it is left out. */
export function completeTemplate(given: z.input<typeof template>): DocumentTemplate {
  return template.parse(given);
}

/** A line for every mistake, with its path: `channels[0].rules.gatherMs: …`. */
export function describeMistakes({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `  ${pathOf(path) || 'document'}: ${message}`).join('\n');
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`))
    .join('');
}

function refuseVersion(given: unknown, file: string): void {
  if (typeof given !== 'object' || given === null || !('version' in given)) {
    throw new UsageError(`${file} cannot be imported: it has no "version", so it is no export of chasqui`);
  }
  if (given.version === VERSION) return;
  throw new UsageError(
    `${file} has version ${JSON.stringify(given.version)}; this chasqui knows version ${VERSION} only`,
  );
}

/** Names are what parts are found by. */
function unique<Part extends z.ZodType<{ name: string }>>(part: Part) {
  return z.array(part).superRefine((all, context) => {
    const names = all.map((one) => one.name);
    names.forEach((one, at) => {
      if (names.indexOf(one) === at) return;
      context.addIssue({ code: 'custom', path: [at, 'name'], message: `"${one}" is there twice` });
    });
  });
}
