// The first of the three locks on the rooms: who may import whom (the table is in src/README.md).
// Paths count from the folder that is cruised, so the same rules judge the real tree and the tree of planted violations.

/** A package, wherever the search for it ended: found in node_modules, or only its name when it could not be resolved. */
const pkg = (name) => `(^|/)node_modules/${name}/|^${name}(/|$)`;

const room = (name) => `^src/${name}/`;

/** `room` may import what matches one of `allowed`; with `node`, also what ships with Node. */
const onlyFrom = (name, from, allowed, { node = false } = {}) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
});

/** Types may be shared where values may not: the importing room must not run the other one's code. */
const typesOnly = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: to, dependencyTypesNot: ['type-only'] },
});

const VSCODE = '^vscode$|(^|/)node_modules/(@types/)?vscode/';
const DISK_AND_PROCESSES = '^(node:)?(fs|fs/promises|child_process|worker_threads|cluster)$';

const rooms = [
  onlyFrom('domain-imports', room('domain'), [
    room('domain'),
    pkg('date-fns'),
    pkg('valibot'),
    pkg('ts-fsrs'),
    // Line differences inside one change are a rule of attribution, and this package is arithmetic on two arrays.
    pkg('diff'),
    // A calendar file is a text that is made of plain data.
    pkg('ical-generator'),
    // Which file a pattern of a person's means is a rule of ownership, and this package compares texts.
    pkg('minimatch'),
  ]),
  onlyFrom('ports-imports', room('ports'), [room('ports'), room('domain')]),
  onlyFrom('protocol-imports', room('protocol'), [room('protocol'), room('domain'), pkg('valibot')]),
  onlyFrom('features-imports', room('features'), [room('features'), room('domain'), room('ports'), room('protocol')]),
  onlyFrom('storage-imports', room('storage'), [room('storage'), room('domain'), room('ports'), pkg('sql.js')], {
    node: true,
  }),
  onlyFrom('git-imports', room('git'), [room('git'), room('domain'), room('ports')], { node: true }),
  onlyFrom('agents-imports', room('agents'), [room('agents'), room('domain'), room('ports'), pkg('jsonc-parser')], {
    node: true,
  }),
  onlyFrom('media-imports', '^media/', [
    '^media/',
    room('protocol'),
    room('domain'),
    pkg('(lit|lit-html|lit-element|@lit/[a-z-]+)'),
    pkg('d3-[a-z-]+'),
  ]),
  typesOnly('ports-hold-no-code', room('ports'), room('domain')),
  typesOnly('protocol-takes-types-of-domain', room('protocol'), room('domain')),
  typesOnly('features-take-types-of-protocol', room('features'), room('protocol')),
  { name: 'host-without-media', severity: 'error', from: { path: '^src/(host/|extension)' }, to: { path: '^media/' } },
];

const surfaces = [
  {
    name: 'vscode-only-in-host',
    comment: 'Not even by way of another module, and not even as a type.',
    severity: 'error',
    from: { path: '^src/(domain|ports|protocol|features|storage|git|agents)/|^media/' },
    to: { path: VSCODE, reachable: true },
  },
  {
    name: 'disk-only-in-storage-git-and-agents',
    severity: 'error',
    from: { path: '^(src|media)/', pathNot: '^src/(storage|git|agents)/' },
    to: { path: DISK_AND_PROCESSES },
  },
  {
    name: 'processes-only-in-git',
    comment: 'Git is the one program that Grasp starts.',
    severity: 'error',
    from: { path: '^(src|media)/', pathNot: '^src/git/' },
    to: { path: '^(node:)?child_process$' },
  },
  { name: 'not-into-test', severity: 'error', from: { path: '^(src|media)/' }, to: { path: '^test/' } },
  { name: 'not-into-extension', severity: 'error', from: {}, to: { path: '^src/extension\\.ts$' } },
];

const hygiene = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'no-orphans',
    severity: 'error',
    from: { orphan: true, path: '^(src|media)/', pathNot: ['\\.d\\.ts$'] },
    to: {},
  },
  {
    name: 'no-unresolvable',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: VSCODE },
  },
];

module.exports = {
  forbidden: [...rooms, ...surfaces, ...hygiene],
  options: {
    // Type imports are imports too: without this they vanish before the rules see them.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/(contract/fixtures|host/demo)/|^(dist|\\.vscode-test|coverage)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
