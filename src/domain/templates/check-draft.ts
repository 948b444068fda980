import type { TemplateDraft } from '../template.ts';
import { checkDraftButtons } from './check-draft-buttons.ts';
import { checkDraftText } from './check-draft-text.ts';
import { checkExamples, checkPlaceholders, checkPlaces, placeholdersOf } from './placeholders.ts';
import type { TemplateProblem } from './template-problem.ts';

const MAX_NAME = 512;
const MAX_HEADER = 60;
const MAX_BODY = 1_024;
const MAX_FOOTER = 60;
const CATEGORIES = ['marketing', 'utility', 'authentication'];

/**
 * Everything wrong with a template that is to be created; paths are JSON pointers into the draft. A draft in the provider's own components is
 * checked by the provider, apart from its name, language and category.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components (seen 2026-09)
 */
export function checkDraft(draft: TemplateDraft): TemplateProblem[] {
  const head = checkHead(draft);
  if (draft.components) return head;
  return [
    ...head,
    ...checkHeader(draft),
    ...checkBody(draft),
    ...checkFooter(draft.footer),
    ...checkDraftButtons(draft.buttons ?? []),
  ];
}

function checkHead({ name, language, category }: TemplateDraft): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (!/^[a-z0-9_]+$/.test(name) || name.length > MAX_NAME) {
    problems.push({
      path: '/name',
      message: `must consist of lower-case letters, digits and underscores, at most ${MAX_NAME}`,
    });
  }
  if (!/^[a-z]{2,3}(_[A-Za-z0-9]{2,8})*$/.test(language)) {
    problems.push({ path: '/language', message: 'must be a language such as en or pt_BR' });
  }
  if (!CATEGORIES.includes(category)) {
    problems.push({ path: '/category', message: `must be one of ${CATEGORIES.join(', ')}` });
  }
  return problems;
}

function checkHeader({ header, parameterFormat }: TemplateDraft): TemplateProblem[] {
  if (header === undefined || header.format === 'location') return [];
  if (header.format !== 'text') {
    const given = [header.exampleUrl, header.exampleHandle].filter((example) => example?.trim());
    if (given.length === 1) return [];
    return [{ path: '/header', message: 'a file needs an example: give exactly one of exampleUrl and exampleHandle' }];
  }
  const at = '/header/text';
  const problems = checkDraftText(header.text, { path: at, max: MAX_HEADER });
  if (problems.length > 0) return problems;
  if (placeholdersOf(header.text).length > 1) return [{ path: at, message: 'may have one variable at most' }];
  if (header.text.includes('\n')) return [{ path: at, message: 'must be one line' }];
  const problem =
    checkPlaceholders(header.text, parameterFormat, at) ??
    checkExamples(header.text, header.examples, '/header/examples');
  return problem ? [problem] : [];
}

function checkBody({ body, parameterFormat }: TemplateDraft): TemplateProblem[] {
  const at = '/body/text';
  const problems = checkDraftText(body.text, { path: at, max: MAX_BODY });
  if (problems.length > 0) return problems;
  const problem =
    checkPlaceholders(body.text, parameterFormat, at) ??
    checkPlaces(body.text, at) ??
    checkExamples(body.text, body.examples, '/body/examples');
  return problem ? [problem] : [];
}

function checkFooter(footer: string | undefined): TemplateProblem[] {
  if (footer === undefined) return [];
  const problems = checkDraftText(footer, { path: '/footer', max: MAX_FOOTER });
  const hasVariables = placeholdersOf(footer).length > 0;
  return hasVariables ? [...problems, { path: '/footer', message: 'must not have variables' }] : problems;
}
