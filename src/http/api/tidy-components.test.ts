import { describe, expect, it } from 'vitest';
import { tidyComponents } from './tidy-components.ts';

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function tidy(paths: object, schemas: Record<string, object>) {
  return tidyComponents({ paths, components: { schemas } });
}

describe('components of the document', () => {
  it('are those that paths lead to, also over others', () => {
    const { components } = tidy({ '/x': to('A') }, { A: { items: to('B') }, B: { type: 'string' }, C: {} });
    expect(Object.keys(components.schemas)).toEqual(['A', 'B']);
  });

  it('lose the suffix where only requests use them', () => {
    const tidied = tidy({ '/x': to('NewBotInput') }, { NewBot: {}, NewBotInput: { type: 'object' } });
    expect(tidied).toEqual({ paths: { '/x': to('NewBot') }, components: { schemas: { NewBot: { type: 'object' } } } });
  });

  it('become one where requests and answers say the same, even in circles', () => {
    const schemas = {
      Tree: { children: to('Tree'), leaf: to('Leaf') },
      TreeInput: { children: to('TreeInput'), leaf: to('LeafInput') },
      Leaf: { type: 'string' },
      LeafInput: { type: 'string' },
    };
    const tidied = tidy({ in: to('TreeInput'), out: to('Tree') }, schemas);
    expect(tidied.paths).toEqual({ in: to('Tree'), out: to('Tree') });
    expect(Object.keys(tidied.components.schemas)).toEqual(['Leaf', 'Tree']);
  });

  it('stay two where they differ, and so does what refers to them', () => {
    const schemas = {
      Tree: { leaf: to('Leaf') },
      TreeInput: { leaf: to('LeafInput') },
      Leaf: { type: 'string' },
      LeafInput: { type: 'number' },
    };
    const tidied = tidy({ in: to('TreeInput'), out: to('Tree') }, schemas);
    expect(tidied.components.schemas).toEqual(schemas);
    expect(tidied.paths).toEqual({ in: to('TreeInput'), out: to('Tree') });
  });
});
