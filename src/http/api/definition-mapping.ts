import type { ConnectorDefinition } from '../../domain/connector.ts';
import type { ProviderDefinition, ProviderOffer } from '../../domain/provider.ts';
import type { FieldDefinition } from '../../domain/settings.ts';

export function renderProvider(definition: ProviderDefinition) {
  const { id, displayName, docsUrl, fields, senderFields, capabilities, callbackSuffix, offers = [] } = definition;
  const has = (offer: ProviderOffer) => offers.includes(offer);
  const { textUnit, ...limits } = capabilities.limits;
  return {
    id,
    displayName,
    docsUrl,
    fields: fields.map(renderField),
    senderFields: senderFields.map(renderField),
    callbackSuffix: callbackSuffix ?? null,
    offers: { templates: has('templates'), numbers: has('numbers'), consent: has('consent') },
    capabilities: { ...capabilities, limits, textUnit: textUnit ?? ('code_point' as const) },
  };
}

export function renderConnector({ id, displayName, docsUrl, fields }: ConnectorDefinition) {
  return { id, displayName, docsUrl, fields: fields.map(renderField) };
}

function renderField({ options, ...field }: FieldDefinition) {
  return { ...field, ...(options && { options: [...options] }) };
}
