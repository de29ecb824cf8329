/**
 * Where operations' time went: of the time on their critical paths (telemetry/traces), the share that one part of it took at a group's nodes,
 * 0 to 1; of `network`, on the links from and to them. Of many operations a few hundred are followed, chosen by their names, so that every
 * one had the same chance and the same ones are followed again.
 */
import { Deliveries } from '../../cluster'
import { KIND, STRIDE } from '../../cluster/journal'
import { extendPath } from '../../cluster/layout'
import { surveyedOf } from '../../lab/surveyed'
import { journeySpecs } from '../../scenarios/objectives'
import { TraceRecorder, traceOf } from '../../telemetry'
import type { OperationFacts, Step, Surveyed } from '../../telemetry'
import type { Bench, Window } from './bench'
import type { FigureOf, Gauge, Law, Measured, Witness } from './measure'
import { wantedBy } from './operationGauge'

/** As many are expected to be followed. */
const FOLLOWED = 300
const CLIENTS_MAX = 1_024

class TimeShare implements Gauge {
  private readonly surveyed: Surveyed
  private readonly recorder: TraceRecorder
  private readonly deliveries: Deliveries
  private readonly followed = new Set<number>()

  constructor(
    private readonly figure: FigureOf<'timeShare'>,
    private readonly bench: Bench,
  ) {
    this.surveyed = surveyedOf(bench.player.world.cluster)
    const senders = this.surveyed.roads.map(({ from }) => from)
    this.recorder = new TraceRecorder([], senders)
    this.deliveries = new Deliveries((words, records) => this.recorder.fold(words, records))
    const { journey, fromS, toS } = figure
    const window = bench.window(figure)
    const wants = wantedBy({ journey, fromS, toS }, bench.scenario, window)
    const share = FOLLOWED / expected(bench, journey, window)
    bench.hear({
      invoked: (op) => {
        if (wants(op) && luckOf(op) < share) this.follow(op)
      },
      returned: () => undefined,
    })
    bench.fold((words, records) => this.fold(words, records))
  }

  private follow({ client, count }: OperationFacts): void {
    this.followed.add(count * CLIENTS_MAX + client)
    this.recorder.follow(client, count)
  }

  /** Hands on what is about those followed, and about nodes. */
  private fold(words: Int32Array, records: number): void {
    const kept: number[] = []
    for (let at = 0; at < records * STRIDE; at += STRIDE) if (this.isAbout(words, at)) kept.push(at)
    if (kept.length === 0) return
    const some = new Int32Array(kept.length * STRIDE)
    kept.forEach((at, i) => some.set(words.subarray(at, at + STRIDE), i * STRIDE))
    this.deliveries.fold(some, kept.length)
  }
  private isAbout(words: Int32Array, at: number): boolean {
    const kind = words[at] & 255
    if (kind === KIND.SYNCED || kind === KIND.NODE) return true
    const named = kind === KIND.INVOKE || kind === KIND.RETURN ? at + 1 : at + 2
    return this.followed.has(words[named + 1] * CLIENTS_MAX + words[named])
  }

  measured(): Measured {
    const { figure, recorder, surveyed, bench } = this
    this.deliveries.end(bench.horizonUs)
    let [allUs, hereUs, mostUs] = [0, 0, -1]
    let most: Witness | null = null
    for (const { client, count, records } of recorder.traced) {
      const trace = traceOf(records, recorder.meanwhile, surveyed, bench.horizonUs)
      if (trace === null) continue
      const us = trace.path.reduce((sum, step) => sum + (this.isHere(step) ? step.toUs - step.fromUs : 0), 0)
      allUs += trace.path.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)
      hereUs += us
      if (us > mostUs) most = { atUs: trace.spans[0].endUs, operation: { client, count } }
      if (us > mostUs) mostUs = us
    }
    const now = allUs === 0 ? null : hereUs / allUs
    const note = { code: 'node', params: { node: figure.group } } as const
    const witness = most && { ...most, note }
    return { now, shows: witness, exceeds: witness, lacks: witness }
  }

  private isHere({ part, node, link }: Step): boolean {
    if (part !== this.figure.part) return false
    const { nodes, links } = this.bench.player.world.cluster
    const here = (group: string): boolean => group === this.figure.group
    return link < 0 ? here(nodes[node].group) : here(links[link].from.group) || here(links[link].to.group)
  }
}

/** How many operations come in a window, where nothing surges. */
function expected(bench: Bench, journey: string | undefined, { fromUs, toUs }: Window): number {
  const specs = journeySpecs(bench.scenario).filter(({ id }) => journey === undefined || id === journey)
  const aSecond = specs.reduce((sum, { ratePerSecond, steps }) => sum + ratePerSecond * steps.length, 0)
  return Math.max(1, (aSecond * (toUs - fromUs)) / 1e6)
}
/** 0 to 1, of its name. */
function luckOf({ client, count }: OperationFacts): number {
  return (extendPath(client, count, 2) >>> 0) / 4294967296
}

export const timeShare: Law<'timeShare'> = (figure, _bound, bench) => new TimeShare(figure, bench)
