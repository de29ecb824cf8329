// Who may import whom (the floors). A folder of src/ that this table does not name may import nothing of ours.

const PURE = ['kernel', 'decisions', 'cluster', 'partitioning']
const MECHANISMS = [...PURE, 'protocols', 'resilience']
const WORLD = [...MECHANISMS, 'policies', 'services']
const SCENARIOS = [...WORLD, 'telemetry', 'checkers', 'scenarios']
const LAB = [...SCENARIOS, 'experiments', 'lab']
const LESSONS = [...LAB, 'lessons']
const ALL_BELOW = [...LESSONS, 'classroom']

/** @type {Record<string, string[]>} */
export const MAY_IMPORT = {
  kernel: [],
  decisions: ['kernel'],
  cluster: ['kernel', 'decisions'],
  partitioning: ['kernel'],
  protocols: PURE,
  resilience: PURE,
  policies: MECHANISMS,
  services: [...MECHANISMS, 'policies'],
  telemetry: PURE,
  checkers: PURE,
  scenarios: WORLD,
  experiments: SCENARIOS,
  lab: SCENARIOS,
  engine: [...SCENARIOS, 'lab'],
  lessons: LAB,
  // Homework is judged by the judge of lessons.
  classroom: LESSONS,
  app: ALL_BELOW,
  // The one catalogue of words stands with the page; the command speaks from it too.
  cli: [...ALL_BELOW, 'server', 'app/words'],
  server: ALL_BELOW,
}

const floors = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `floor-${folder}`,
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}))

const PAGE_ONLY =
  '^(react|react-dom|zustand|d3|d3-[a-z]+|uplot|monaco-editor|@monaco-editor/.+|@xstate/react|radix-ui|@radix-ui/.+|cmdk|react-resizable-panels|@dagrejs/dagre)(/|$)'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...floors,
    {
      name: 'folder-unknown',
      comment: 'every file of src/ stands in a folder that the table of floors names',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${Object.keys(MAY_IMPORT).join('|')})/` },
      to: {},
    },
    {
      name: 'words-alone',
      comment: 'the catalogue of words, which the command uses too, knows nothing of the page',
      severity: 'error',
      from: { path: '^src/app/words/' },
      to: { path: '^src/app/', pathNot: '^src/app/words/' },
    },
    {
      name: 'language-unnamed',
      comment: "words are reached through the current language's catalogue; the command has a door, words/command.ts",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/words/' },
      to: { path: '^src/app/words/[^/]+/' },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|^monaco-editor/|[?]' },
    },
    {
      name: 'siblings-apart',
      comment: 'protocols do not know each other, nor do mechanisms of resilience',
      severity: 'error',
      from: {
        path: '^src/(protocols|resilience)/([^/.]+)[/.]',
        pathNot: '^src/(protocols|resilience)/index\\.ts|^src/protocols/(spanner|dynamo|multileader|crdt)/',
      },
      to: { path: '^src/$1/', pathNot: '^src/$1/$2[/.]' },
    },
    {
      name: 'siblings-spanner',
      comment: 'spanner stands on raft, and on no other protocol',
      severity: 'error',
      from: { path: '^src/protocols/spanner/' },
      to: { path: '^src/protocols/', pathNot: '^src/protocols/(spanner|raft)/' },
    },
    {
      name: 'siblings-dynamo',
      comment: 'dynamo stands on gossip and resharding, and on no other protocol',
      severity: 'error',
      from: { path: '^src/protocols/dynamo/' },
      to: { path: '^src/protocols/', pathNot: '^src/protocols/(dynamo|gossip|resharding)/' },
    },
    {
      name: 'siblings-optimistic',
      comment: 'multileader and crdt stand on optimistic, and on no other protocol',
      severity: 'error',
      from: { path: '^src/protocols/(multileader|crdt)/' },
      to: { path: '^src/protocols/', pathNot: '^src/protocols/($1|optimistic)/' },
    },
    {
      name: 'page-only',
      comment: 'React, Zustand, D3, uPlot, Monaco and the widgets belong to src/app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { path: `${PAGE_ONLY}|node_modules/${PAGE_ONLY.slice(1)}` },
    },
    {
      name: 'node-only',
      comment: "Node's built-ins belong to src/cli and src/server",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|server)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'policy-code',
      comment: "what decides imports the types of faultline and nothing else, as a learner's code does",
      severity: 'error',
      from: { path: '^src/decisions/[^/]+/', pathNot: '/(contract|types|names|handlers)[.]' },
      to: { pathNot: '^src/decisions/faultline[.]' },
    },
    {
      name: 'world-stands-alone',
      comment: 'what a run computes depends on no package; scenarios validate and pack, policies compile',
      severity: 'error',
      from: { path: '^src/(kernel|decisions|cluster|partitioning|protocols|resilience|services|telemetry|checkers)/' },
      to: { pathNot: '^src/', dependencyTypesNot: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'default'],
    },
  },
}
