/**
 * What a handler may do, as one frozen object of functions for all handlers: calls are collected, and done when the handler has
 * returned. Nothing that it gets or gives is shared with the world.
 */
import type { Program } from '../../cluster'
import { OP } from '../../cluster'
import type { AnswerProblem, Moment } from '../../decisions'
import { numberProblem, wholeProblem } from '../../decisions/contract'
import type { Replica } from '../../decisions/program/types'
import { assert } from '../../kernel'
import type { Batch, Effect, OpenRequest, ProgramConfig, ProgramState } from './state'

/** One handler being run: where, and what it has wished for so far. */
export interface Running {
  /** By its own clock. */
  nowUs: number
  luck: Pick<Moment, 'random' | 'randomInt'>
  me: number // its place among the members
  members: ProgramConfig['members']
  state: ProgramState
  program: Pick<Program, 'copied' | 'refuse'>
  batch: Batch
  timers: ({ name: string; afterUs: number } | { name: string; cancelled: true })[]
  answered: Set<number>
  /** What it put is there. */
  applied: (key: number, value: number, version: number) => void
}
let running: Running | null = null

/** Runs `handler` with a replica to act by. */
export function runWith<T>(run: Running, handler: (replica: Replica) => T): T {
  running = run
  const { nowUs, luck, me, members } = run
  const own = {
    ...ACTS,
    me,
    replicas: members.length,
    nowUs,
    random: Object.freeze(luck.random),
    randomInt: Object.freeze(luck.randomInt),
  }
  try {
    return handler(Object.freeze(own))
  } finally {
    running = null
  }
}
function now(): Running {
  assert(running !== null, 'a replica acts while one of its handlers runs')
  return running
}

const ACTS: Pick<
  Replica,
  'send' | 'setTimer' | 'cancelTimer' | 'reply' | 'refuse' | 'redirect' | 'get' | 'put' | 'kept' | 'keep'
> = {
  send: (to, body) => {
    const { me, members, program, batch } = now()
    if (!isAllowed(wholeProblem(to, 0, members.length - 1), to) || to === me) return
    const copy = program.copied(body)
    if (copy !== undefined) batch.effects.push({ kind: 'send', to: members[to], body: copy })
  },
  setTimer: (name, afterUs) => {
    if (isName(name) && isAllowed(numberProblem(afterUs, 0, TIMER_US_MAX), afterUs))
      now().timers.push({ name, afterUs: Math.max(1, Math.round(afterUs)) })
  },
  cancelTimer: (name) => {
    if (isName(name)) now().timers.push({ name, cancelled: true })
  },
  reply: (request, held) => {
    if (isHeld(held, 0)) answer(request, 'ok', { value: held.value, version: held.version })
  },
  refuse: (request) => {
    answer(request, 'failed', {})
  },
  redirect: (request, to) => {
    const { members } = now()
    if (isAllowed(wholeProblem(to, 0, members.length - 1), to)) answer(request, 'elsewhere', { to: members[to] })
  },
  get: (key) => Object.freeze(heldOf(now().state, key)),
  put: (key, held) => {
    const { state, batch, applied } = now()
    if (!isAllowed(wholeProblem(key, 0, Number.MAX_SAFE_INTEGER), key) || !isHeld(held, 1)) return
    batch.cells.push({ key, ...heldOf(state, key) })
    state.table.set(key, held.version, held.value)
    applied(key, held.value, held.version)
  },
  kept: (name) => {
    const { state, program } = now()
    const data = Object.hasOwn(state.facts, name) ? state.facts[name] : null
    return program.copied(data) as ReturnType<Replica['kept']>
  },
  keep: (name, data) => {
    const { state, batch, program } = now()
    const copy = program.copied(data)
    if (!isName(name) || copy === undefined) return
    batch.facts.push({ name, before: Object.hasOwn(state.facts, name) ? state.facts[name] : null })
    state.facts[name] = copy
  },
}
for (const act of Object.values(ACTS)) Object.freeze(act)

function answer(
  id: number,
  status: Extract<Effect, { kind: 'answer' }>['status'],
  { value = 0, version = 0, to = -1 }: { value?: number; version?: number; to?: number },
): void {
  const { state, answered, batch } = now()
  const request: OpenRequest | undefined = state.requests.get(id)
  if (!request || answered.has(id)) return
  answered.add(id)
  const told = request.op === OP.read && version === 0 ? 0 : value
  batch.effects.push({ kind: 'answer', request, status, value: told, version, to })
}
function heldOf({ table }: ProgramState, key: number): { value: number; version: number } {
  const found = table.find(key)
  return { value: found < 0 ? 0 : table.valueAt(found), version: found < 0 ? 0 : table.versionAt(found) }
}

/* ---- what a program may ask for: anything else fails its handler ---- */

const TIMER_US_MAX = 86_400_000_000
const NAME_MAX = 60

function isAllowed(problem: AnswerProblem | null, got: unknown): boolean {
  if (problem) now().program.refuse(problem, got)
  return problem === null
}
function isName(name: unknown): name is string {
  const isRight = typeof name === 'string' && name.length <= NAME_MAX && name !== '__proto__'
  return isAllowed(isRight ? null : { code: 'notShape', allowed: `'a name', 1 to ${NAME_MAX}` }, name)
}
function isHeld(held: unknown, leastVersion: number): held is { value: number; version: number } {
  const { value, version } = (typeof held === 'object' && held !== null ? held : {}) as Record<string, unknown>
  const isRight = Number.isInteger(value) && Number.isSafeInteger(version) && (version as number) >= leastVersion
  const allowed = `{ value: 1, version: ${leastVersion} }`
  return isAllowed(isRight ? null : { code: 'notShape', allowed }, held)
}
