/** Logs as rows, as in figure 7 of the Raft paper: terms by number and colour, what is committed, and who knows what. */
import type { LogEntry, LogReplica, LogView, StoreView } from '../../lab/storeViews/views'
import { useView } from '../store'
import { words } from '../words'
import { NodeLink, followOperation, moveInTable, nodeName } from './links'
import { usePictures } from './pictureStore'

/** Terms that follow each other look different. */
const TERM_COLOURS = 4
const PAGE = 8

export function LogPicture({ view, log }: { view: StoreView; log: LogView }) {
  const w = words().pictures.log
  const isRaft = view.mode !== 'primary'
  if (log.to === 0) return <p className="quiet">{w.empty}</p>
  return (
    <>
      <p className="caption">{w.caption(isRaft)}</p>
      <Grid view={view} log={log} />
      <Window log={log} />
      <Replicas view={view} log={log} isRaft={isRaft} />
    </>
  )
}

function Grid({ view, log }: { view: StoreView; log: LogView }) {
  const w = words().pictures.log
  const indices = Array.from({ length: log.to - log.from + 1 }, (_, i) => log.from + i)
  const half = Math.ceil(indices.length / 2)
  return (
    <div className="log-grid" role="region" aria-label={w.region}>
      <table onKeyDown={moveInTable}>
        <thead>
          <tr>
            <td />
            <th scope="colgroup" colSpan={half}>
              {w.position(log.from)}
            </th>
            {indices.length > half && (
              <th scope="colgroup" colSpan={indices.length - half} className="end">
                {w.position(log.to)}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {log.replicas.map((replica) => (
            <Row key={replica.node} replica={replica} view={view} indices={indices} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ replica, view, indices }: { replica: LogReplica; view: StoreView; indices: number[] }) {
  const w = words().pictures.log
  const isChosen = useView(({ selection }) => selection?.kind === 'node' && selection.node === replica.node)
  const isUp = view.nodes.find(({ node }) => node === replica.node)?.up
  const stop = replica.entries.findLast((entry) => entry.operation)?.index
  const byIndex = new Map(replica.entries.map((entry) => [entry.index, entry]))
  return (
    <tr className={`${isChosen ? 'chosen' : ''} ${isUp ? '' : 'down'}`}>
      <th scope="row">
        <NodeLink node={replica.node} />
      </th>
      {indices.map((index) => {
        const entry = byIndex.get(index)
        if (entry) return <Cell key={index} entry={entry} replica={replica} view={view} isStop={index === stop} />
        const why = index < replica.first ? w.snapshot : w.none
        return (
          <td key={index} className={index < replica.first ? 'covered' : 'absent'}>
            <span className="hidden-visually">{why}</span>
          </td>
        )
      })}
    </tr>
  )
}

interface CellProps {
  entry: LogEntry
  replica: LogReplica
  view: StoreView
  isStop: boolean
}

function Cell({ entry, replica, view: { mode, map }, isStop }: CellProps) {
  const { key: nameOf, log: w } = words().pictures
  const { index, term, kind, key, operation } = entry
  const isCommitted = index <= replica.commit
  const name = w.entry(index, mode !== 'primary', term, kind, key < 0 ? '' : nameOf(key, map.users), isCommitted)
  return (
    <td className={`entry ${isCommitted ? 'committed' : ''} term-${term % TERM_COLOURS}`}>
      {operation ? (
        <button
          type="button"
          tabIndex={isStop ? 0 : -1}
          title={name}
          aria-label={name}
          onClick={() => followOperation(operation)}
        >
          {term}
        </button>
      ) : (
        <span title={name} aria-label={name} role="img">
          {term}
        </span>
      )}
    </td>
  )
}

function Window({ log }: { log: LogView }) {
  const w = words().pictures.log
  const newest = Math.max(...log.replicas.map(({ last }) => last))
  const show = (logTo: number | null): void => usePictures.setState({ logTo })
  const later = log.to + PAGE
  return (
    <div className="log-window">
      <button type="button" disabled={log.from <= 1} onClick={() => show(Math.max(1, log.to - PAGE))}>
        ← {w.older}
      </button>
      <button type="button" disabled={log.to >= newest} onClick={() => show(later < newest ? later : null)}>
        {w.newer} →
      </button>
      <button type="button" disabled={log.to >= newest} onClick={() => show(null)}>
        {w.newest}
      </button>
    </div>
  )
}

function Replicas({ view, log, isRaft }: { view: StoreView; log: LogView; isRaft: boolean }) {
  const all = words().pictures
  const w = all.log
  const newest = Math.max(...log.replicas.map(({ last }) => last))
  return (
    <table className="facts">
      <thead>
        <tr>
          <th scope="col">{all.replica}</th>
          <th scope="col">{w.columns.role}</th>
          <th scope="col">{w.term(isRaft)}</th>
          {isRaft && <th scope="col">{w.columns.vote}</th>}
          <th scope="col">{w.columns.commit}</th>
          <th scope="col">{w.columns.last}</th>
          <th scope="col" title={w.matchHint}>
            {w.columns.match}
          </th>
        </tr>
      </thead>
      <tbody>
        {log.replicas.map((r) => (
          <tr key={r.node}>
            <th scope="row">{nodeName(r.node)}</th>
            <td>{view.nodes.find(({ node }) => node === r.node)?.up ? w.role(r.role) : all.down}</td>
            <td>{r.term}</td>
            {isRaft && <td className="name">{r.vote < 0 ? w.nobody : nodeName(r.vote)}</td>}
            <td>{w.position(r.commit)}</td>
            <td>
              {w.position(r.last)}
              {r.last < newest && (
                <button
                  type="button"
                  className="plain behind"
                  title={w.goTo(nodeName(r.node))}
                  onClick={() => usePictures.setState({ logTo: r.last + 2 })}
                >
                  {w.behind(newest - r.last)}
                </button>
              )}
            </td>
            <td>{r.match < 0 ? w.nobody : w.position(r.match)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
