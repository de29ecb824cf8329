/**
 * `policy`: calls of a small policy a second, as a balancer makes them: choose one of three nodes by round trip and load. Ours is
 * compiled from TypeScript, guarded and run in a SES Compartment under a budget; the peer is the same function as it stands.
 */
import { assert } from '../../kernel'
import { compilePolicy } from '../../policies/compiler'
import { sesRealm } from '../../policies/sandbox'
import type { Make, Program } from './program'

const SOURCE = `
interface Node { id: number; rttMs: number; inFlight: number }
export function decide(context: { nodes: readonly Node[]; now: number; attempt: number }): number {
  let best = context.nodes[0]
  for (const node of context.nodes) {
    if (node.rttMs * (1 + node.inFlight) < best.rttMs * (1 + best.inFlight)) best = node
  }
  return context.attempt > 0 ? (best.id + context.attempt) % context.nodes.length : best.id
}`

interface Node {
  id: number
  rttMs: number
  inFlight: number
}
interface Context {
  nodes: readonly Node[]
  now: number
  attempt: number
}

function plain(context: Context): number {
  let best = context.nodes[0]
  for (const node of context.nodes) {
    if (node.rttMs * (1 + node.inFlight) < best.rttMs * (1 + best.inFlight)) best = node
  }
  return context.attempt > 0 ? (best.id + context.attempt) % context.nodes.length : best.id
}

function contexts(): Context[] {
  return Array.from({ length: 64 }, (_, i) => ({
    nodes: [0, 1, 2].map((id) =>
      Object.freeze({ id, rttMs: 5 + ((i * 7 + id * 11) % 13), inFlight: (i + id * 3) % 5 }),
    ),
    now: i,
    attempt: i & 3,
  })).map((context) => Object.freeze(context))
}

function deciding(count: number, decide: (context: Context) => unknown): Program {
  const given = contexts()
  let sum = 0
  return {
    run() {
      for (let i = 0; i < count; i++) sum += decide(given[i & 63]) as number
      return count
    },
    check() {
      let expected = 0
      for (let i = 0; i < count; i++) expected += plain(given[i & 63])
      return sum === expected ? null : `decisions sum to ${sum}, not ${expected}`
    },
  }
}

const confined: Make = async (_n, count) => {
  const compiled = compilePolicy({ 'policy.ts': SOURCE }, 'policy.ts')
  assert(compiled.ok, 'the policy of the bench compiles')
  const module = (await sesRealm(globalThis)).evaluate(compiled.js, compiled.lines)
  const args: Context[] = []
  return deciding(count, (context) => {
    args[0] = context
    const outcome = module.call('decide', args)
    return outcome.ok ? outcome.value : NaN
  })
}

export const policyCalls: Readonly<Record<string, Make>> = {
  faultline: confined,
  plain: (_n, count) => deciding(count, plain),
}
