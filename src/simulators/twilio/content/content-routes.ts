import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderMetaPage } from '../paging.ts';
import { parseBody } from '../parse-body.ts';
import type { Platform } from '../platform.ts';
import { queryOf, sidIn } from '../request.ts';
import { noResource } from '../rest-error.ts';
import { type Content, renderApproval, renderContent, renderLegacy, renderWithApproval } from './content.ts';
import { contentFilter } from './content-filter.ts';
import { approvalBody, contentChangeBody, newContentBody } from './content-schemas.ts';

const CONTENT = '/v1/Content';

/** Content templates and their approval. https://www.twilio.com/docs/content/content-api-resources */
export function addContentRoutes(app: FastifyInstance, { admission, contents }: Platform): void {
  const own = (request: FastifyRequest, reply: FastifyReply): Content => {
    const { account } = admission.admit(request, reply);
    const content = contents.get(account.sid, sidIn(request));
    if (!content) throw noResource(request.url);
    return content;
  };
  const list = (request: FastifyRequest, reply: FastifyReply) =>
    contents.list(admission.admit(request, reply).account.sid).filter(contentFilter(queryOf(request)));

  app.post(CONTENT, async (request, reply) => {
    const { account } = admission.admit(request, reply);
    const content = contents.create(account.sid, parseBody(newContentBody, request.body));
    return reply.status(201).send(renderContent(content, baseOf(request)));
  });
  app.get(`${CONTENT}/:sid`, async (request, reply) => renderContent(own(request, reply), baseOf(request)));
  app.put(`${CONTENT}/:sid`, async (request, reply) => {
    const content = own(request, reply);
    return renderContent(contents.update(content, parseBody(contentChangeBody, request.body)), baseOf(request));
  });
  app.delete(`${CONTENT}/:sid`, async (request, reply) => {
    contents.remove(own(request, reply).sid);
    return reply.status(204).send();
  });
  for (const version of ['/v1', '/v2']) {
    app.get(`${version}/Content`, async (request, reply) => {
      const found = list(request, reply).map((content) => renderContent(content, baseOf(request)));
      return renderMetaPage(request, 'contents', found);
    });
    app.get(`${version}/ContentAndApprovals`, async (request, reply) =>
      renderMetaPage(request, 'contents', list(request, reply).map(renderWithApproval)),
    );
  }
  app.get('/v1/LegacyContent', async (request, reply) => {
    const found = list(request, reply).map((content) => renderLegacy(content, baseOf(request)));
    return renderMetaPage(request, 'contents', found);
  });
  app.post(`${CONTENT}/:sid/ApprovalRequests/whatsapp`, async (request, reply) => {
    const approval = contents.submit(own(request, reply), parseBody(approvalBody, request.body));
    return reply.status(201).send(renderApproval(approval));
  });
  app.get(`${CONTENT}/:sid/ApprovalRequests`, async (request, reply) => {
    const { sid, accountSid, approval } = own(request, reply);
    return {
      sid,
      account_sid: accountSid,
      whatsapp: { type: 'whatsapp', ...renderApproval(approval) },
      url: `${baseOf(request)}${CONTENT}/${sid}/ApprovalRequests`,
    };
  });
}

function baseOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
