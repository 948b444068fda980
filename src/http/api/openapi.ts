import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransformObject,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { TAGS } from './operation.ts';
import { tidyComponents } from './tidy-components.ts';

const renderComponents = createJsonSchemaTransformObject({});

/** Makes Zod schemas validate, serialise and describe every route registered after it in this scope. */
export function describeRoutes(app: FastifyInstance, release: string): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Chasqui',
        version: release,
        description: 'Management and messaging of a WhatsApp channel gateway. Errors are problem documents (RFC 9457).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      security: [{ apiKey: [] }],
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' },
          replyToken: { type: 'http', scheme: 'bearer', description: 'The reply token of one turn.' },
        },
      },
    },
    hideUntagged: true,
    transform: jsonSchemaTransform,
    transformObject: (document) => tidyComponents(renderComponents(document)),
  });
}
