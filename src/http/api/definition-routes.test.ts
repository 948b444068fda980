import { afterAll, describe, expect, it } from 'vitest';
import { asReader, fakeParts } from '../../../test/support/http-parts.ts';
import { CONNECTORS } from '../../connectors/index.ts';
import { PROVIDERS } from '../../providers/index.ts';
import { createServer } from '../server.ts';

const app = createServer(fakeParts({ providers: PROVIDERS, connectors: CONNECTORS }));
afterAll(() => app.close());

describe('definitions', () => {
  it('show every provider with its fields and what it can do', async () => {
    const { items } = (await app.inject({ url: '/api/v1/providers', headers: asReader })).json();
    expect(items).toHaveLength(PROVIDERS.length);
    for (const [index, { id, fields, senderFields, capabilities }] of PROVIDERS.entries()) {
      const { textUnit = 'code_point', ...limits } = capabilities.limits;
      expect(items[index]).toMatchObject({
        id,
        fields,
        senderFields,
        capabilities: { ...capabilities, limits, textUnit },
      });
    }
  });

  it('say what a provider offers, and what its callback URLs end with', async () => {
    const { items } = (await app.inject({ url: '/api/v1/providers', headers: asReader })).json();
    for (const [index, { callbackSuffix = null, offers = [] }] of PROVIDERS.entries()) {
      expect(items[index]).toMatchObject({ callbackSuffix });
      const told = Object.keys(items[index].offers).filter((name) => items[index].offers[name]);
      expect(told.toSorted()).toEqual([...offers].toSorted());
    }
  });

  it('show every connector with its fields', async () => {
    const { items } = (await app.inject({ url: '/api/v1/connectors', headers: asReader })).json();
    expect(items.map(({ id }: { id: string }) => id)).toEqual(CONNECTORS.map(({ id }) => id));
    for (const [index, { fields }] of CONNECTORS.entries()) expect(items[index].fields).toEqual(fields);
  });
});
