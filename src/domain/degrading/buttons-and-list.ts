import type { Capabilities, ContentLimits } from '../capability.ts';
import type { Choice } from '../choices.ts';
import type { ButtonsContent, ListContent, ListRow, ListSection } from '../content.ts';
import { countCodePoints, splitText } from '../text-split.ts';
import { type Frame, fitFrame, unframe } from './frame.ts';
import type { Parts } from './parts.ts';

/** Opens a list that was made out of buttons; understood in many languages. */
const LIST_BUTTON = 'Menu';

/** Buttons that do not fit become a list, and where that does not fit either, numbered text. */
export function degradeButtons(content: ButtonsContent, capabilities: Capabilities): Parts {
  if (!buttonsFit(content, capabilities)) {
    const list: ListContent = { ...content, type: 'list', button: LIST_BUTTON, sections: [{ rows: content.buttons }] };
    return listFits(list, capabilities) ? showList(list, capabilities) : numbered(list, capabilities, 'button_reply');
  }
  const limits = { text: capabilities.limits.interactiveText, mediaHeader: true };
  const { before, frame } = fitFrame(content, capabilities, limits);
  return { parts: [...before, { type: 'buttons', ...frame, buttons: content.buttons }], choices: [] };
}

export function degradeList(content: ListContent, capabilities: Capabilities): Parts {
  return listFits(content, capabilities)
    ? showList(content, capabilities)
    : numbered(content, capabilities, 'list_reply');
}

function showList(content: ListContent, capabilities: Capabilities): Parts {
  const { listText, listButton } = capabilities.limits;
  const { before, frame } = fitFrame(content, capabilities, { text: listText, mediaHeader: false });
  const [button = LIST_BUTTON] = splitText(content.button, listButton);
  return { parts: [...before, { type: 'list', ...frame, button, sections: content.sections }], choices: [] };
}

function buttonsFit({ buttons }: ButtonsContent, { content, limits }: Capabilities): boolean {
  return (
    content.buttons === 'native' &&
    buttons.length <= limits.buttons &&
    // Providers refuse two buttons with the same title.
    new Set(buttons.map(({ title }) => title)).size === buttons.length &&
    buttons.every(({ id, title }) => isWithin(title, limits.buttonTitle) && isWithin(id, limits.buttonId))
  );
}

function listFits({ sections }: ListContent, { content, limits }: Capabilities): boolean {
  return (
    content.list === 'native' &&
    sections.length <= limits.listSections &&
    sections.flatMap(({ rows }) => rows).length <= limits.listRows &&
    sections.every((section) => sectionFits(section, sections.length, limits))
  );
}

function sectionFits({ title, rows }: ListSection, sections: number, limits: ContentLimits): boolean {
  // Of several sections each needs a title.
  return (sections === 1 || title !== undefined) && isWithin(title, limits.listSectionTitle) && rows.every(rowFits);

  function rowFits({ id, title: rowTitle, description }: ListRow): boolean {
    return (
      isWithin(id, limits.listRowId) &&
      isWithin(rowTitle, limits.listRowTitle) &&
      isWithin(description, limits.listRowDescription)
    );
  }
}

function isWithin(text: string | undefined, limit: number): boolean {
  return countCodePoints(text ?? '') <= limit;
}

/** One line a choice; numbers go on over sections. */
function numbered(
  content: Frame & { sections: readonly ListSection[] },
  capabilities: Capabilities,
  kind: Choice['kind'],
): Parts {
  const rows = content.sections.flatMap((section) => section.rows);
  const choices = rows.map(({ id, title }) => ({ id, title, kind }));
  const sections = content.sections.map(({ title, rows: own }) => {
    const lines = own.map(
      (row) => `${rows.indexOf(row) + 1}. ${row.title}${row.description ? ` – ${row.description}` : ''}`,
    );
    return [...(title === undefined ? [] : [title]), ...lines].join('\n');
  });
  return { parts: unframe(content, capabilities, sections.join('\n\n')), choices };
}
