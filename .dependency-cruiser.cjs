/** The floor rules of docs/architecture.md. test/boundaries.test.ts plants a violation of each and expects red. */
const floor = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { pathNot: allowed, dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/domain/' },
    },
    floor('host-imports-domain-only', '^src/host/', ['^src/(domain|host)/']),
    floor('store-is-floor-1', '^src/store/', ['^src/(domain|host|store)/']),
    floor('services-are-floor-2', '^src/services/', ['^src/(domain|host|store|services)/']),
    floor('pipeline-is-floor-3', '^src/pipeline/', ['^src/(domain|host|store|services|pipeline)/']),
    floor('http-is-floor-4', '^src/http/', ['^src/(domain|host|store|services|pipeline|http)/']),
    {
      name: 'provider-is-a-leaf',
      severity: 'error',
      from: { path: '^src/providers/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: ['^src/domain/', '^src/providers/kit/', '^src/providers/$1/', '^node_modules/', '^node:'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'connector-is-a-leaf',
      severity: 'error',
      from: { path: '^src/connectors/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: ['^src/domain/', '^src/connectors/kit/', '^src/connectors/$1/', '^node_modules/', '^node:'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'file-store-is-a-leaf',
      severity: 'error',
      from: { path: '^src/files/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: ['^src/domain/', '^src/files/kit/', '^src/files/$1/', '^node_modules/', '^node:'],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'simulators-are-a-separate-house',
      severity: 'error',
      from: { path: '^src/simulators/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/simulators/' },
    },
    {
      name: 'simulators-stay-apart',
      severity: 'error',
      from: { path: '^src/simulators/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/simulators/', pathNot: ['^src/simulators/kit/', '^src/simulators/$1/'] },
    },
    {
      name: 'only-the-roof-sees-the-lists',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(app|main)\\.ts$', '^src/cli/', '\\.test\\.ts$'] },
      to: { path: '^src/(providers|connectors|files|simulators)/index\\.ts$' },
    },
    {
      name: 'nothing-imports-the-roof',
      severity: 'error',
      from: {
        path: '^src/(domain|host|store|services|pipeline|http|providers|connectors|files|simulators)/',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^src/(app|gateway|main|config)\\.ts$' },
    },
    {
      name: 'console-is-a-separate-package',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^console/' },
    },
    {
      name: 'no-dev-packages-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
