/** Search among traces: what can be seen of an operation's end decides what is recorded, what only its trace tells what is answered. */
import { TailSample, TraceRecorder, traceOf, type OperationFacts, type Surveyed, type Trace } from '../telemetry'
import type { Player } from './player'
import { traceShown } from './traceShown'
import type { TraceSummary, TracesAnswer, TracesQuestion } from './protocol'

const FAILED_MAX = 100
const ORDINARY_MAX = 40
const SLOW_A_STRETCH = 4
const STRETCHES = 15

export class TraceSearch {
  readonly sample: TailSample

  constructor(private readonly question: TracesQuestion) {
    const { fromUs, toUs } = question
    const stretchUs = Math.max(1, Math.ceil((toUs - fromUs) / STRETCHES))
    this.sample = new TailSample(
      { failed: FAILED_MAX, slowAStretch: SLOW_A_STRETCH, stretchUs, ordinary: ORDINARY_MAX },
      (op) => this.mayBe(op),
    )
  }

  recorder({ roads }: Surveyed): TraceRecorder {
    const rows = this.kept().map(({ row }) => row)
    return new TraceRecorder(
      rows,
      roads.map(({ from }) => from),
    )
  }

  answer(recorder: TraceRecorder, surveyed: Surveyed, player: Player): Omit<TracesAnswer, 'isWhole'> {
    const rows = this.kept().flatMap(({ row, kept }, i): TraceSummary[] => {
      const whole = traceOf(recorder.traced[i].records, recorder.meanwhile, surveyed, player.timeUs)
      const trace = whole && traceShown(whole, player)
      if (trace === null || !this.fits(trace)) return []
      return [{ operation: row, kept, parts: trace.parts, story: trace.story }]
    })
    return { rows, ended: this.sample.ended, failed: this.sample.failedCount }
  }

  private kept() {
    const { kept } = this.question
    return this.sample.rows().filter((row) => kept === undefined || row.kept === kept)
  }
  private mayBe(op: OperationFacts): boolean {
    const { fromUs, toUs, journey, latencyUsMin = 0, latencyUsMax = Infinity } = this.question
    if (op.invokedUs < fromUs || op.invokedUs >= toUs || (journey !== undefined && op.journey !== journey)) return false
    const tookUs = op.returnedUs - op.invokedUs
    return tookUs >= latencyUsMin && tookUs <= latencyUsMax
  }
  private fits({ spans, story }: Trace): boolean {
    const { node, story: code } = this.question
    if (code !== undefined && story?.code !== code) return false
    return node === undefined || spans.some((span) => span.node === node)
  }
}
