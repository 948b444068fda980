import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ErrorState } from './components/error-state.tsx';
import { SkeletonRows } from './components/skeleton-rows.tsx';
import { NotFound } from './layout/not-found.tsx';
import { Shell } from './layout/shell.tsx';
import { parsePhoneSearch } from './simulator/phone-search.ts';
import { parseSendSearch } from './templates/send-search.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
});

const story = createRoute({
  getParentRoute: () => root,
  path: '/messages/$id',
  component: lazyRouteComponent(() => import('./story/story-page.tsx'), 'StoryPage'),
});

const simulator = createRoute({
  getParentRoute: () => root,
  path: '/simulator',
  validateSearch: parsePhoneSearch,
  component: lazyRouteComponent(() => import('./simulator/phone-page.tsx'), 'PhonePage'),
});

const channel = createRoute({
  getParentRoute: () => root,
  path: '/channels/$id',
  component: lazyRouteComponent(() => import('./channel/channel-page.tsx'), 'ChannelPage'),
});

const newChannel = createRoute({
  getParentRoute: () => root,
  path: '/channels/new',
  component: lazyRouteComponent(() => import('./channel/new/new-channel-page.tsx'), 'NewChannelPage'),
});

const newConnection = createRoute({
  getParentRoute: () => root,
  path: '/channels/$id/connections/new',
  component: lazyRouteComponent(() => import('./channel/connections/new-connection-page.tsx'), 'NewConnectionPage'),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: '/applications',
  component: lazyRouteComponent(() => import('./applications/applications-page.tsx'), 'ApplicationsPage'),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: '/channels/$id/templates',
  validateSearch: parseSendSearch,
  component: lazyRouteComponent(() => import('./templates/templates-page.tsx'), 'TemplatesPage'),
});

const newTemplate = createRoute({
  getParentRoute: () => root,
  path: '/channels/$id/templates/new',
  component: lazyRouteComponent(() => import('./templates/draft/new-template-page.tsx'), 'NewTemplatePage'),
});

const template = createRoute({
  getParentRoute: () => root,
  path: '/channels/$id/templates/$name/$language',
  validateSearch: parseSendSearch,
  component: lazyRouteComponent(() => import('./templates/template-page.tsx'), 'TemplatePage'),
});

const bulkSends = createRoute({
  getParentRoute: () => root,
  path: '/bulk',
  component: lazyRouteComponent(() => import('./bulk/bulk-page.tsx'), 'BulkPage'),
});

const newBulkSend = createRoute({
  getParentRoute: () => root,
  path: '/bulk/new',
  component: lazyRouteComponent(() => import('./bulk/new-bulk-page.tsx'), 'NewBulkPage'),
});

const bulkSend = createRoute({
  getParentRoute: () => root,
  path: '/bulk/$id',
  component: lazyRouteComponent(() => import('./bulk/bulk-detail-page.tsx'), 'BulkDetailPage'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
});

/** Every page of the console; each is loaded when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    ...[overview, story, simulator, people, person],
    ...[newChannel, channel, newConnection, applications],
    ...[templates, newTemplate, template],
    ...[bulkSends, newBulkSend, bulkSend],
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <SkeletonRows rows={4} />,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
