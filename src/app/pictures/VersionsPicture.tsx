/** Versions and siblings: rows are keys, columns are replicas, and whoever is behind is marked. */
import type { ReplicaNotes, StoreView, VersionCell } from '../../lab/storeViews/views'
import { useView } from '../store'
import { words } from '../words'
import { NodeLink, OperationLink, moveInTable, nodeName } from './links'

/** Keys on which replicas differ are counted so far (lab/storeViews/versions.ts). */
const DIFFERING_MAX = 200

export function VersionsPicture({ view }: { view: StoreView }) {
  const { versions, nodes, map } = view
  const { versions: w, key: keyName } = words().pictures
  const chosen = useView(({ selection }) => (selection?.kind === 'node' ? selection.node : -1))
  return (
    <>
      <p className="caption">{w.caption}</p>
      {versions.rows.length === 0 ? (
        <p className="quiet">{w.empty}</p>
      ) : (
        <>
          <p>{w.differing(versions.differing, DIFFERING_MAX)}</p>
          <div className="version-grid" role="region" aria-label={w.region}>
            <table onKeyDown={moveInTable}>
              <thead>
                <tr>
                  <th scope="col">{w.key}</th>
                  {nodes.map(({ node, up }) => (
                    <th key={node} scope="col" className={`${node === chosen ? 'chosen' : ''} ${up ? '' : 'down'}`}>
                      <NodeLink node={node} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {versions.rows.map(({ key, cells }) => (
                  <tr key={key}>
                    <th scope="row" title={keyName(key, map.users)}>
                      {keyName(key, map.users)}
                    </th>
                    {cells.map((cell) => (
                      <Cell key={cell.node} cell={cell} isChosen={cell.node === chosen} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Notes replicas={versions.replicas} />
    </>
  )
}

function Cell({ cell: { held, isBehind }, isChosen }: { cell: VersionCell; isChosen: boolean }) {
  const w = words().pictures.versions
  return (
    <td className={`${isBehind ? 'is-behind' : ''} ${isChosen ? 'chosen' : ''}`}>
      {held.map(({ version, value, operation }) => (
        <span key={version} className="held">
          {operation ? <OperationLink operation={operation} /> : value}
        </span>
      ))}
      {held.length === 0 && <span className="quiet">{w.nothing}</span>}
      {held.length > 1 && <small>{w.siblings(held.length)}</small>}
      {isBehind && held.length > 0 && <small>{w.behind}</small>}
    </td>
  )
}

function Notes({ replicas }: { replicas: ReplicaNotes[] }) {
  const w = words().pictures.versions
  const told = replicas
    .map((notes) => ({ node: notes.node, lines: linesOf(notes) }))
    .filter(({ lines }) => lines.length > 0)
  if (told.length === 0) return null
  return (
    <>
      <h3>{w.notes}</h3>
      <dl className="notes">
        {told.map(({ node, lines }) => (
          <div key={node}>
            <dt>{nodeName(node)}</dt>
            <dd>{lines.join('; ')}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
function linesOf(notes: ReplicaNotes): string[] {
  const w = words().pictures.versions
  const lines = notes.hints.map(({ home, keys }) => w.hints(keys, nodeName(home)))
  lines.push(...notes.suspects.map(({ node, isDead }) => w.suspects(nodeName(node), isDead)))
  if (notes.untold) lines.push(w.untold(notes.untold))
  if (notes.unsynced) lines.push(w.unsynced(notes.unsynced))
  if (notes.comparingWith !== null) lines.push(w.comparing(nodeName(notes.comparingWith)))
  if (notes.differingLeaves) lines.push(w.leaves(notes.differingLeaves))
  if (notes.taken) lines.push(w.taken(notes.taken))
  return lines
}
