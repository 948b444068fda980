import type { MediaLink, Outgoing } from '../outgoing.ts';
import { showLink } from '../outgoing.ts';
import { matchTemplate } from '../templates/match-template.ts';
import { showTemplate } from '../templates/show-template.ts';
import { fillIn, type Template, type TemplateKind, variablesIn } from '../templates/template.ts';
import { badParameter } from './gateway-error.ts';
import type { Parameters } from './parameters.ts';

const KINDS: Partial<Record<MediaLink['kind'], TemplateKind>> = {
  image: 'IMAGE',
  video: 'VIDEO',
  document: 'DOCUMENT',
};

type TemplateSend = Pick<Outgoing, 'type' | 'shown' | 'template'>;

/** Finds the template that was meant: by its id with variables, else by the rendered text. Throws 101 for a missing text. */
export function readTemplateSend(
  parameters: Parameters,
  media: MediaLink | undefined,
  templates: readonly Template[],
): TemplateSend {
  const shownMedia = media && showLink(media, parameters.get('filename'));
  const id = parameters.get('template_id');
  if (id !== undefined) {
    const known = templates.find(({ number }) => String(number) === id);
    // A file belongs above it, or does not.
    const kind = media ? KINDS[media.kind] : 'TEXT';
    return readById(parameters, known?.kind === kind ? known : undefined, shownMedia);
  }
  const body = parameters.get(media ? 'caption' : 'msg');
  if (!body) throw badParameter(media ? 'caption' : 'msg', 'is missing');
  const texts = {
    header: parameters.get('header'),
    body,
    urlSuffix: parameters.get('buttonUrlParam') ?? parameters.get('cta_button_url'),
  };
  const isWhole = parameters.get('isTemplate')?.toLowerCase() === 'true';
  const kind = media ? KINDS[media.kind] : 'TEXT';
  const match = kind && matchTemplate(templates, { kind, footer: parameters.get('footer'), isWhole, ...texts });
  if (!match) return { ...named({ ...shownMedia, text: body }), template: {} };
  // Without `isTemplate` people get the text alone.
  const whole = isWhole ? match : { ...match, buttons: [] };
  const code = /\S+/.exec(body)?.[0];
  const content = showTemplate(whole, { ...texts, code, ...(shownMedia && { media: shownMedia }) });
  return { ...named(content), template: { match } };
}

/** Values stand in the order of the template: those of its header first. */
function readById(
  parameters: Parameters,
  match: Template | undefined,
  media: ReturnType<typeof showLink> | undefined,
): TemplateSend {
  if (!match) return { ...named({}), template: {} };
  const ofHeader = variablesIn(match.header ?? '');
  const values = Array.from({ length: ofHeader + variablesIn(match.body) }, (_, index) => {
    const value = parameters.get(`var${index + 1}`);
    if (value === undefined) throw badParameter(`var${index + 1}`, 'is missing');
    return value;
  });
  const texts = {
    header: match.header && fillIn(match.header, values),
    body: fillIn(match.body, values.slice(ofHeader)),
    urlSuffix: parameters.get('buttonUrlParam') ?? parameters.get('cta_button_url'),
    code: values[0],
  };
  return { ...named(showTemplate(match, { ...texts, ...(media && { media }) })), template: { match } };
}

function named(content: Outgoing['shown']['content']): Pick<Outgoing, 'type' | 'shown'> {
  return { type: 'template', shown: { kind: 'template', content } };
}
