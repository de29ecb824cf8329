/** A scenario played under a seed, with every operation that ended and what was written of nodes and decisions. */
import type { Command } from '../../src/cluster'
import { KIND, NODE_CHANGES, OUTCOME, STATE_CODES, STRIDE } from '../../src/cluster'
import { timeOf } from '../../src/cluster/journal'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'

export interface Ended {
  journey: string
  kind: string
  client: number
  count: number
  key: number
  value: number
  user: number
  invokedUs: number
  returnedUs: number // Infinity: it never did
  ok: boolean
}
export interface Told {
  world: World
  operations: Ended[]
  /** "web-4 serving", "autoscaler autoscale 3 5". */
  events: { atUs: number; what: string }[]
  /** By the operation that caused it: `origin:count`, and the operation of the background. */
  caused: Map<string, Ended[]>
}

/** Commands by the second that they come at. */
export function tell(spec: Scenario, seed: number, untilS: number, commands: Record<number, Command[]> = {}): Told {
  const scenario = validateScenario(spec)
  const world = World.build(scenario, seed)
  const { nodes } = world.cluster
  const told: Told = { world, operations: [], events: [], caused: new Map() }
  const byName = new Map<string, Ended>()
  world.cluster.journal.attach((words, count) => {
    for (let i = 0; i < count; i++) {
      const at = i * STRIDE
      const [kind, detail, atUs] = [words[at] & 255, words[at] >>> 8, timeOf(words, i)]
      const name = `${words[at + 1]}:${words[at + 2]}`
      if (kind === KIND.INVOKE) {
        const { journeyId, kind: op } = world.classes[detail]
        const operation: Ended = {
          journey: journeyId,
          kind: op,
          client: words[at + 1],
          count: words[at + 2],
          key: words[at + 3],
          value: words[at + 4],
          user: words[at + 5],
          invokedUs: atUs,
          returnedUs: Infinity,
          ok: false,
        }
        byName.set(name, operation)
        told.operations.push(operation)
      } else if (kind === KIND.RETURN) {
        const operation = byName.get(name)!
        operation.returnedUs = atUs
        operation.ok = (detail & 15) === OUTCOME.ok
      } else if (kind === KIND.CAUSED) {
        const cause = `${words[at + 3]}:${words[at + 4]}`
        told.caused.set(cause, [...(told.caused.get(cause) ?? []), byName.get(name)!])
      } else if (kind === KIND.NODE)
        told.events.push({ atUs, what: `${nodes[words[at + 1]].id} ${NODE_CHANGES[detail]}` })
      else if (kind === KIND.STATE)
        told.events.push({
          atUs,
          what: `${nodes[words[at + 1]].id} ${STATE_CODES[detail]} ${words[at + 3]} ${words[at + 4]}`,
        })
    }
  })
  for (const [second, some] of Object.entries(commands).sort((a, b) => Number(a[0]) - Number(b[0]))) {
    world.run(Number(second) * 1e6)
    for (const command of some) world.apply(command)
  }
  world.run(untilS * 1e6)
  world.cluster.journal.flush()
  return told
}

/** Those that were begun in a stretch of time, in seconds. */
export function begunIn({ operations }: Told, fromS: number, toS: number, journey?: string): Ended[] {
  return operations.filter(
    (op) => op.invokedUs >= fromS * 1e6 && op.invokedUs < toS * 1e6 && (!journey || op.journey === journey),
  )
}
export const okShareOf = (some: readonly Ended[]): number => some.filter(({ ok }) => ok).length / some.length
/** In milliseconds, of those that ended well. */
export function quantileMs(some: readonly Ended[], q: number): number {
  const ms = some.filter(({ ok }) => ok).map((op) => (op.returnedUs - op.invokedUs) / 1_000)
  return ms.sort((a, b) => a - b)[Math.floor(q * ms.length)]
}
