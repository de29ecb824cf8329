/** Broken promises: which, when, at which nodes, and the way there. */
import type { LabStatus } from '../../lab/protocol'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { words } from '../words'

type Breach = LabStatus['breaches'][number]

export function PromisesPicture() {
  const w = words().pictures.promises
  const breaches = useLab((lab) => lab.status?.breaches)
  return (
    <>
      <p className="caption">{w.caption}</p>
      {!breaches?.length && <p>{w.none}</p>}
      <ol className="promises">
        {breaches?.map((breach) => (
          <Broken key={`${breach.atUs} ${breach.code} ${breach.shard}`} breach={breach} />
        ))}
      </ol>
    </>
  )
}

function Broken({ breach: { code, atUs, shard, nodes, params } }: { breach: Breach }) {
  const w = words().pictures.promises
  const topology = useLab((lab) => lab.opened?.topology)
  const set = useView((view) => view.set)
  const indexOf = (name: string): number => topology?.nodes.find(({ id }) => id === name)?.index ?? -1
  const select = (name: string): void => {
    if (indexOf(name) >= 0) set({ selection: { kind: 'node', node: indexOf(name) } })
  }
  const goThere = (): void => {
    set({ playing: false })
    if (nodes.length === 1) select(nodes[0])
    else set({ selection: { kind: 'shard', shard } })
    void actions().seek(atUs)
  }
  return (
    <li>
      <p>
        <b>{w.of(code)}</b> <span className="quiet">{w.figures(params)}</span>
      </p>
      <p>
        {w.at(atUs)}
        {nodes.map((name) => (
          <button key={name} type="button" className="plain node-link" onClick={() => select(name)}>
            {name}
          </button>
        ))}
        <button type="button" aria-label={w.goThereTo(code, atUs)} onClick={goThere}>
          {w.goThere}
        </button>
      </p>
    </li>
  )
}
