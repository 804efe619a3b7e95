/** The import arrows: schema <- policies <- subgraphs, gateway; agencies never import one another. */
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    forbid('schema-imports-nothing', '^schema/', '^(policies|subgraphs|gateway|tests)/', 'the words come first'),
    forbid(
      'policies-import-schema-alone',
      '^policies/',
      '^(subgraphs|gateway|tests)/',
      'the law knows no register and no desk',
    ),
    forbid('subgraphs-never-gateway', '^subgraphs/', '^(gateway|tests)/', 'a register answers any desk'),
    forbid(
      'gateway-never-subgraphs',
      '^gateway/',
      '^(subgraphs|tests)/',
      'the desk reaches registers over the network',
    ),
    forbid(
      'platform-knows-no-agency',
      '^subgraphs/platform/',
      '^subgraphs/(?!platform/)',
      'the platform serves any agency',
    ),
    {
      name: 'agencies-are-apart',
      severity: 'error',
      comment: 'no agency reads another one',
      from: { path: '^subgraphs/(?!platform/)([^/]+)/' },
      to: { path: '^subgraphs/(?!platform/)', pathNot: '^subgraphs/$1/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Their packages are installed by the bench alone, in a folder of their own.
    exclude: { path: '^tests/bench/contenders/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
