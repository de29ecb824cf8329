/** Traces of a run of a scenario: the run is played twice, once to see which operations there are, once to record some of them. */
import { Deliveries, type Command } from '../../../src/cluster'
import { KIND, STRIDE, outcomeOf } from '../../../src/cluster/journal'
import { surveyedOf } from '../../../src/lab/surveyed'
import type { Scenario } from '../../../src/scenarios/scenario'
import { World } from '../../../src/scenarios/world'
import { TraceRecorder, traceOf, type RecordRow, type Trace } from '../../../src/telemetry'

export interface Played {
  scenario: Scenario
  seed: number
  commands: readonly { atUs: number; command: Command }[]
  horizonUs: number
}
export interface Told {
  count: number
  records: RecordRow[]
  trace: Trace
  invokedUs: number
  endUs: number // returned, or now
}

function play(
  { scenario, seed, commands, horizonUs }: Played,
  fold: (words: Int32Array, records: number) => void,
): World {
  const world = World.build(scenario, seed)
  const deliveries = new Deliveries(fold)
  world.cluster.journal.attach(deliveries.fold)
  for (const { atUs, command } of commands) {
    world.run(atUs)
    world.apply(command)
  }
  world.run(horizonUs)
  world.cluster.journal.flush()
  deliveries.end(world.cluster.nowUs)
  return world
}

/** The names of clients' operations (not of background work, which belongs to what caused it), those that did not end well first, at most so many of each sort. */
function chosen(played: Played, most: number): { client: number; count: number }[] {
  const open = new Map<string, { client: number; count: number }>()
  const sorts: { client: number; count: number }[][] = [[], [], []]
  play(played, (words, records) => {
    for (let at = 0; at < records * STRIDE; at += STRIDE) {
      const operation = { client: words[at + 1], count: words[at + 2] }
      const name = `${operation.client}:${operation.count}`
      if ((words[at] & 255) === KIND.INVOKE) open.set(name, operation)
      if ((words[at] & 255) === KIND.CAUSED) open.delete(name)
      if ((words[at] & 255) === KIND.RETURN && open.delete(name)) sorts[outcomeOf(words[at] >>> 8)].push(operation)
    }
  })
  return [[...open.values()], sorts[2], sorts[1], sorts[0]].flatMap((sort) => sort.slice(0, most))
}

export function tracesOf(played: Played, most = 60): Told[] {
  let recorder: TraceRecorder | null = null
  const operations = chosen(played, most)
  const senders = World.build(played.scenario, played.seed).cluster.links.map(({ from }) => from.index)
  recorder = new TraceRecorder(operations, senders)
  const world = play(played, (words, records) => recorder.fold(words, records))
  const untilUs = world.cluster.nowUs
  return recorder.traced.flatMap(({ client, count, records, truncated }) => {
    const trace = traceOf(records, recorder.meanwhile, surveyedOf(world.cluster), untilUs)
    if (trace === null || truncated) return []
    const own = (kind: string): RecordRow | undefined =>
      records.find((r) => r.kind === kind && r.id?.origin === client && r.id.count === count)
    return [{ count, records, trace, invokedUs: own('invoke')?.atUs ?? NaN, endUs: own('return')?.atUs ?? untilUs }]
  })
}
