/** A node: its facts, and the keys it holds, with the observer's knowledge of which are newest. */
import { lazy, Suspense } from 'react'
import { actions } from '../../actions'
import { usePanelShown } from '../../lessonMode'
import { useLab } from '../../store'
import { searchTraces } from '../../traces'
import { withItsWords, words } from '../../words'
import { FieldList, Pending } from './FieldList'
import { PoolTable } from './PoolTable'
import { useAnswer } from './useAnswer'

const StreamPanel = lazy(() =>
  withItsWords(import('../../streams/StreamPanel')).then((m) => ({ default: m.StreamPanel })),
)

/** What the name of the node says already. */
const NAMED = new Set(['id', 'shard', 'replica'])

export function NodeFacts({ node }: { node: number }) {
  const w = words().inspector
  const role = useLab((lab) => lab.opened?.topology.nodes[node]?.role)
  const hasTraces = usePanelShown('traces')
  const answer = useAnswer(`node ${node}`, () => actions().nodeDetails(node))
  if (answer === undefined || answer === 'failed') return <Pending answer={answer} />
  return (
    <>
      {role === 'stream' && (
        <Suspense>
          <StreamPanel node={node} key={node} />
        </Suspense>
      )}
      <FieldList fields={answer.fields.filter(({ code }) => !NAMED.has(code))} />
      {hasTraces && (
        <button type="button" className="plain link" onClick={() => searchTraces({ node })}>
          {words().traces.through}
        </button>
      )}
      {answer.pool.length > 0 && <PoolTable pool={answer.pool} />}
      {answer.keys.length > 0 && (
        <>
          <h3>{w.keys}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.key}</th>
                <th scope="col">{w.version}</th>
                <th scope="col">{w.held}</th>
                <th scope="col" title={w.godsView}>
                  {w.newest}
                </th>
              </tr>
            </thead>
            <tbody>
              {answer.keys.map((row) => (
                <tr key={row.key} className={row.newest ? undefined : 'old'}>
                  <td>{row.key}</td>
                  <td>{row.version}</td>
                  <td>{row.value}</td>
                  <td>{row.newest ? w.isNewest : w.isOld}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="quiet">{w.godsView}</p>
        </>
      )}
    </>
  )
}
