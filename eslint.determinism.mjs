// The rules that keep a run a value, for the pure floors: nothing there may differ from one engine, machine, place or
// moment to another. Measured: engines' own log, exp, pow, sin and kin differ in their last bits; +, -, *, / and sqrt agree.

export const PURE_FLOORS = [
  'kernel',
  'decisions',
  'cluster',
  'partitioning',
  'protocols',
  'resilience',
  'policies',
  'services',
  'telemetry',
  'checkers',
  'scenarios',
]

const EXACT_MATHS =
  'abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|PI|LN2|LN10|LOG2E|LOG10E|SQRT1_2|SQRT2'

const forbiddenGlobals = {
  'virtual time comes from the kernel': [
    'Date',
    'performance',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'requestAnimationFrame',
  ],
  'it differs by place and version; compare and format without a locale': ['Intl'],
  'random numbers are keyed draws from the kernel': ['crypto'],
  'when it acts depends on the engine': ['WeakRef', 'FinalizationRegistry'],
  'not every shell that runs the engine has it': [
    'structuredClone',
    'console',
    'process',
    'window',
    'self',
    'document',
  ],
  'name the global itself, so that this check sees it': ['globalThis'],
}

/** @type {Record<string, ['error', ...object[]]>} */
export const determinism = {
  'no-restricted-globals': [
    'error',
    ...Object.entries(forbiddenGlobals).flatMap(([why, names]) => names.map((name) => ({ name, message: `${why}.` }))),
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: `MemberExpression[object.name='Math'][computed=false][property.name!=/^(${EXACT_MATHS})$/]`,
      message: 'Engines differ in its last bits, or it is random: use src/kernel (maths, keyed draws).',
    },
    {
      selector: "MemberExpression[object.name='Math'][computed=true]",
      message: 'Name the function, so that this check sees it.',
    },
    {
      selector: "VariableDeclarator[init.name='Math']",
      message: 'Write Math.floor and the like where they are used, so that this check sees them.',
    },
    {
      selector: "BinaryExpression[operator='**']",
      message: 'Engines differ in its last bits: use pow of src/kernel/maths.',
    },
    {
      selector: "AssignmentExpression[operator='**=']",
      message: 'Engines differ in its last bits: use pow of src/kernel/maths.',
    },
    {
      selector: 'MemberExpression[property.name=/^(localeCompare|toLocale)/]',
      message: 'It depends on the place: compare with < and >, format in the page.',
    },
  ],
}
