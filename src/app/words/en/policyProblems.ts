/** What is wrong with a learner's policy: as its code is compiled, as it runs, and in what it gives back. With what to do instead. */
import type { AnswerProblem } from '../../../decisions'
import type { ProblemCode } from '../../../policies/compiler'
import type { CopyRefusal, FaultCode } from '../../../policies/sandbox'

type Params = Record<string, string | number>

const NO_STATE = 'A policy keeps what it remembers in its state'

export const policyProblems: Record<ProblemCode, (p: Params) => string> = {
  syntax: ({ near }) => `This is not TypeScript here, at “${near}”.`,
  syntaxEnd: () => 'The code ends too early, or a line does: a bracket or an expression is missing.',
  unterminated: () => 'A text, template or comment that begins here does not end.',
  declaredTwice: ({ name }) => `“${name}” is declared twice; give one of them another name.`,
  nestedTooDeep: ({ max }) => `More than ${max} expressions stand inside each other; give parts of it names.`,
  noHandler: () =>
    'A replica needs a handler for messages: `export function onMessage(replica, state, message) { … }`.',
  noDefault: () => 'Nothing is exported as default: the function that decides is `export default function …`.',
  noEntry: ({ name }) => `There is no file “${name}”.`,
  tooManyFiles: ({ max }) => `There are more than ${max} files; put some together.`,
  sourceTooLarge: ({ max, got }) => `The code has ${got} letters; ${max} is the most.`,
  importRefused: ({ name }) =>
    `“${name}” cannot be imported: only files of this policy (“./name”), and types from “faultline”.`,
  importMissing: ({ name, from }) => `“${from}” exports no “${name}”.`,
  importStar: () => 'Import by names: import { a, b } from “./file”.',
  importCircle: ({ name }) => `“${name}” imports this file again; move what both need to a third one.`,
  exportAll: () => 'Export by names: export { a, b } from “./file”.',
  importExpression: () => 'import() cannot be used; write an import at the top of the file.',
  topLevelVariable: ({ name }) =>
    `“${name}” outside of a function would be shared by all nodes. ${NO_STATE}; for what never changes, write const.`,
  topLevelPattern: () => 'Outside of functions give each constant a name of its own: const a = table.a.',
  topLevelCall: () =>
    `Outside of functions nothing runs: only literals, operators and functions may stand here. ${NO_STATE}; call this inside the function.`,
  topLevelStatement: () =>
    'Outside of functions there can only be imports, constants and functions; move this into a function.',
  topLevelState: ({ name }) => `“${name}” stands outside of functions and cannot be changed. ${NO_STATE}.`,
  topLevelThis: () => 'There is no “this” outside of functions.',
  async: ({ name }) =>
    `A decision is made at once: “${name}” cannot be used. Use a timer or the next message instead of waiting.`,
  generator: () => 'Generators keep state between calls; return an array.',
  class: () => 'Classes cannot be used; write functions that take and return plain objects.',
  enum: () => 'Enums make code that runs; write a union of texts: type Kind = “a” | “b”.',
  accessor: () => 'Getters and setters cannot be used; write a plain field or a function.',
  regularExpression: () => 'Regular expressions can take for ever; use includes, startsWith, indexOf or split.',
  bigint: () => 'Big integers cannot be used; numbers are exact up to 2^53.',
  taggedTemplate: () => 'Templates cannot have a tag; call the function with the parts.',
  looseEquality: ({ operator }) =>
    `“${operator}” converts what it compares; write “${operator}=”. Only against null it may stay.`,
  instanceOf: () => 'instanceof knows Array, Map, Set, Error, RangeError and TypeError; test a field instead.',
  newOf: () =>
    'new makes an Array, Map, Set, Error, RangeError or TypeError; for anything else write a function that returns an object.',
  hole: () => 'An array cannot have holes; write undefined or null.',
  arguments: () => 'Write ...rest among the parameters instead of “arguments”.',
  parameterDefault: () => 'A parameter’s default can only be a plain value; compute it in the function.',
  catchPattern: () => 'Give the caught error a name, and take it apart inside.',
  restInside: () => 'A rest (...) can only stand at the outer level of what a const, let or assignment takes apart.',
  computedInPattern: () => 'Read a field whose name is computed by object[name].',
  methodInPattern: ({ name }) => `“${name}” is also a method’s name; read it by object.${name}.`,
  patternTarget: () => 'Take apart into variables, then assign the fields.',
  compoundTarget: () =>
    'What is both read and written here is computed by a call; put the object or the index into a const first.',
  deleteTarget: () => 'delete removes a field: delete object.name or delete object[name].',
  lengthWritten: () => 'A length cannot be set; use splice, slice or pop.',
  spreadIntoMethod: ({ name }) => `“${name}” does not take an unknown number of arguments.`,
  tooManyArguments: ({ max }) => `More than ${max} at once; use an array or several steps.`,
  notOffered: ({ name }) => `“${name}” is not available in policies.`,
  methodNotOffered: ({ name }) =>
    `“${name}” is not available in policies: it differs from browser to browser, or by language or place.`,
  unknownName: ({ name }) => `“${name}” is not declared.`,
  reservedName: ({ name }) => `“${name}” is reserved; choose another name.`,
  forbiddenName: ({ name }) => `A field cannot be called “${name}”.`,
  clock: ({ name }) => `“${name}” is the visitor’s clock. Virtual time is in the context: now.`,
  timer: ({ name }) => `“${name}” runs on the visitor’s clock; a replica has setTimer in its context.`,
  chance: ({ name }) => `“${name}” gives other numbers in every run. The context has random(), which follows the seed.`,
  wayOut: ({ name }) => `“${name}” is outside: a policy only sees its context and its state.`,
  evaluates: ({ name }) => `“${name}” makes code out of text, which policies cannot.`,
  reflection: ({ name }) => `“${name}” is not available; use plain objects, Map and Set.`,
}

export const policyFaults: Record<FaultCode, (p: Params) => string> = {
  threw: ({ message }) => `It threw an error: “${message}”.`,
  tooManySteps: () => 'It took too many steps: a loop does not end, or does too much for one decision.',
  tooDeep: () => 'Its functions called each other too deep: a recursion does not end.',
  tooLarge: () => 'It made too much text or too many elements for one decision.',
  noSuchExport: ({ name }) => `It exports no function “${name}”.`,
  readOnly: () => `It tried to change what is read-only. ${NO_STATE}, or makes a copy.`,
  notWritable: ({ kind }) => `It tried to set a field of something that has none (${kind}).`,
  fieldOfArray: () => 'It tried to set or delete a named field of an array.',
  fieldOfNothing: ({ key }) => `It asked null or undefined for “${key}”.`,
  fractionToBase: ({ got }) => `It tried to write a fraction to base ${got}; only whole numbers can be.`,
  functionAsText: () => 'It used a function where a text is needed.',
  indexOutside: ({ index, length }) =>
    `It wrote to index ${index} of an array of ${length}; an array grows by one at its end.`,
  keyRefused: ({ key }) => `It used “${key}” as the name of a field.`,
  nestedTooDeep: ({ max }) => `Its data is nested more than ${max} levels deep.`,
  noSuchMethod: ({ key }) => `It called “${key}” on something that has no such method.`,
  notAFunction: () => 'It called something that is no function.',
  notAnObject: ({ kind }) => `It used ${kind} where an object is needed.`,
  notIterable: () => 'It tried to go through something that is no array, text, Map or Set.',
  notJson: () => 'It tried to read a text that is not JSON.',
  objectAsNumber: () => 'It calculated with an object or array as if it were a number.',
  outOfRange: ({ got }) => `It gave a number that is out of range here: ${got}.`,
  reduceOfNothing: () => 'It reduced an empty array without a first value.',
  textTooLong: ({ max }) => `It made a text of more than ${max} letters.`,
  tooManyArguments: ({ max }) => `It gave a function more than ${max} arguments.`,
  usedBeforeSet: () => 'It used a variable before it was set.',
  wrongUse: () =>
    'It used a value in a way that is not possible: read a field of null or undefined, called what is no function, or set a constant.',
}

/** Of what came out; `path` as state.waits[3]. */
export const policyResults: Record<CopyRefusal['code'], (path: string) => string> = {
  isUndefined: (path) => `${path} is undefined`,
  isFunction: (path) => `${path} is a function`,
  isSymbol: (path) => `${path} is a symbol`,
  isBigint: (path) => `${path} is a big integer`,
  isNotFinite: (path) => `${path} is no finite number`,
  isAccessor: (path) => `${path} is no plain field`,
  isInstance: (path) => `${path} is no plain object or array`,
  isCycle: (path) => `${path} contains itself`,
  tooDeep: (path) => `${path} is nested too deep`,
  tooLarge: (path) => `${path} is too large`,
}

/** Of answers that a contract does not allow. */
export const policyAnswers: Record<AnswerProblem['code'], (p: Params) => string> = {
  notIndex: ({ got, allowed }) => `It answered ${got}; a whole number is wanted, ${allowed}.`,
  notNumber: ({ got, allowed }) => `It answered ${got}; a number is wanted, ${allowed}.`,
  outOfRange: ({ got, allowed }) => `It answered ${got}; allowed is ${allowed}.`,
  notBoolean: ({ got }) => `It answered ${got}; true or false is wanted.`,
  notOneOf: ({ got, allowed }) => `It answered ${got}; one of these is wanted: ${allowed}.`,
  notShape: ({ got, allowed }) => `It answered ${got}; wanted is ${allowed}.`,
}
