/** "How did this happen": why an operation died or was slow, where its time went, its calls as a waterfall, and every record. */
import type { OperationRow, RecordRow, Topology } from '../../../lab/protocol'
import { OUTCOME_CAUSES } from '../../../cluster/journal'
import { actions } from '../../actions'
import { useContractsShown, usePanelShown } from '../../lessonMode'
import { useLab } from '../../store'
import { Parts, PathTable, Tale, Waterfall, searchTraces } from '../../traces'
import { openWhy } from '../../studio/studioStore'
import { watch } from '../../watch'
import { words } from '../../words'
import { duration } from '../../words/numbers'
import { Pending } from './FieldList'
import { useAnswer } from './useAnswer'

export function Trace({ client, count }: { client: number; count: number }) {
  const w = words().inspector
  const topology = useLab((lab) => lab.opened?.topology)
  const hasTraces = usePanelShown('traces')
  const hasDecisions = useContractsShown()?.length !== 0
  const answer = useAnswer(`trace ${client} ${count}`, () => actions().trace(client, count))
  if (answer === undefined || answer === 'failed') return <Pending answer={answer} />
  if (answer === null || !topology) return <p>{w.noTrace}</p>
  const { operation, records, trace } = answer
  return (
    <>
      <Summary operation={operation} topology={topology} />
      {trace.story && <Tale story={trace.story} outcome={operation.outcome} topology={topology} />}
      <Parts parts={trace.parts} />
      <Waterfall trace={trace} fromUs={operation.invokedUs} topology={topology} />
      <PathTable path={trace.path} topology={topology} />
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
      {hasDecisions && (
        <button
          type="button"
          className="plain link"
          onClick={() => openWhy(null, { operation: { client, count }, fromUs: operation.invokedUs })}
        >
          {w.decisions}
        </button>
      )}
      {hasTraces && (
        <button type="button" className="plain link" onClick={() => searchTraces({ journey: operation.journey })}>
          {words().traces.open}
        </button>
      )}
    </>
  )
}

function Summary({ operation, topology }: { operation: OperationRow; topology: Topology }) {
  const w = words().inspector
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

function placeName(at: Pick<RecordRow, 'node' | 'link'>, topology: Topology): string {
  if (at.link >= 0 && at.link in topology.links) {
    const { from, to } = topology.links[at.link]
    return words().inspector.spanLink(topology.nodes[from].id, topology.nodes[to].id)
  }
  return at.node >= 0 && at.node in topology.nodes ? topology.nodes[at.node].id : ''
}
