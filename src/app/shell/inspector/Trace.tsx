/** "How did this happen": an operation's trace as a waterfall, each span a way to its node, its link and its moment. */
import type { OperationRow, RecordRow, Topology } from '../../../lab/protocol'
import { OUTCOME_CAUSES } from '../../../cluster/journal'
import { actions } from '../../actions'
import { useLab, useView } from '../../store'
import { watch } from '../../watch'
import { words } from '../../words'
import { duration } from '../../words/numbers'
import { Pending } from './FieldList'
import { useAnswer } from './useAnswer'
import type { Span } from './waterfall'
import { waterfall } from './waterfall'

export function Trace({ client, count }: { client: number; count: number }) {
  const w = words().shell.inspector
  const topology = useLab((lab) => lab.opened?.topology)
  const answer = useAnswer(`trace ${client} ${count}`, () => actions().trace(client, count))
  if (answer === undefined || answer === 'failed') return <Pending answer={answer} />
  if (answer === null || !topology) return <p>{w.noTrace}</p>
  const { operation, records } = answer
  const spans = waterfall(records)
  const endUs = Math.max(
    operation.invokedUs + 1,
    ...[operation.returnedUs, ...spans.map((span) => span.toUs), ...records.map((r) => r.atUs)].filter(Number.isFinite),
  )
  return (
    <>
      <Summary operation={operation} topology={topology} />
      <ol className="waterfall">
        {spans.map((span, i) => (
          <SpanRow key={i} span={span} fromUs={operation.invokedUs} endUs={endUs} topology={topology} />
        ))}
      </ol>
      <p className="quiet">{w.legend}</p>
      <details>
        <summary>{w.recordsAll(records.length)}</summary>
        <ol className="records">
          {records.map((record, i) => (
            <li key={i}>
              <button className="plain" title={w.seekTo(record.atUs)} onClick={() => void actions().seek(record.atUs)}>
                +{duration(record.atUs - operation.invokedUs)}
              </button>{' '}
              {placeName(record, topology)} {w.record(record.kind, record.type)}
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}

function Summary({ operation, topology }: { operation: OperationRow; topology: Topology }) {
  const w = words().shell.inspector
  const { operations } = words().charts
  const took = operation.returnedUs - operation.invokedUs
  return (
    <p>
      <b>{topology.journeys[operation.journey]}</b> {operations.what(operation)}:{' '}
      {operations.outcome(operation.outcome, OUTCOME_CAUSES[operation.cause] ?? 'none')},{' '}
      {Number.isNaN(took) ? w.open : w.tookTotal(took)} {operations.stale(operation.staleUs, operation.missed)}{' '}
      <button className="plain link" onClick={() => void actions().seek(operation.invokedUs)}>
        {w.seekTo(operation.invokedUs)}
      </button>
      <button
        className="plain link"
        title={words().watch.verbHint}
        onClick={() => watch({ kind: 'operation', client: operation.client, count: operation.count }, topology)}
      >
        {words().watch.verb}
      </button>
    </p>
  )
}

function SpanRow({ span, fromUs, endUs, topology }: { span: Span; fromUs: number; endUs: number; topology: Topology }) {
  const w = words().shell.inspector
  const set = useView((view) => view.set)
  const toUs = Number.isNaN(span.toUs) ? endUs : span.toUs
  const scale = 100 / (endUs - fromUs)
  const place = {
    insetInlineStart: `${(span.fromUs - fromUs) * scale}%`,
    inlineSize: `${Math.max(0.6, (toUs - span.fromUs) * scale)}%`,
  }
  const select = (): void =>
    set({ selection: span.link >= 0 ? { kind: 'link', link: span.link } : { kind: 'node', node: span.node } })
  return (
    <li className={`span ${span.kind} ${span.fate}`}>
      <button className="plain span-name" onClick={select}>
        {placeName(span, topology)} <span className="quiet">{w.messageType(span.type)}</span>
      </button>
      <button
        className="span-track"
        title={w.seekTo(span.fromUs)}
        aria-label={`${w[span.kind]}, ${duration(toUs - span.fromUs)}, ${w.fate[span.fate]}. ${w.seekTo(span.fromUs)}`}
        onClick={() => void actions().seek(span.fromUs)}
      >
        <span className="bar" style={place} />
      </button>
      <span className="span-time">{duration(toUs - span.fromUs)}</span>
    </li>
  )
}

function placeName(at: Pick<RecordRow, 'node' | 'link'>, topology: Topology): string {
  if (at.link >= 0 && at.link in topology.links) {
    const { from, to } = topology.links[at.link]
    return words().shell.inspector.spanLink(topology.nodes[from].id, topology.nodes[to].id)
  }
  return at.node >= 0 && at.node in topology.nodes ? topology.nodes[at.node].id : ''
}
