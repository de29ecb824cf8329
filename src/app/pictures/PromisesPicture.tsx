/** Broken promises: which, when, at which nodes, and the way there. */
import { isPrice } from '../../cluster/invariants'
import type { LabStatus } from '../../lab/protocol'
import type { Scenario } from '../../scenarios/scenario'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { words } from '../words'
import { OperationLink } from './links'

type Breach = LabStatus['breaches'][number]

export function PromisesPicture() {
  const w = words().pictures.promises
  const breaches = useLab((lab) => lab.status?.breaches)
  return (
    <>
      <p className="caption">{w.caption}</p>
      {!breaches?.length && <p>{w.none}</p>}
      <ol className="promises">
        {breaches?.map((breach, i) => (
          <Broken
            key={`${breach.atUs} ${breach.code} ${breach.shard}`}
            breach={breach}
            isFirst={breaches.findIndex(({ code }) => code === breach.code) === i}
          />
        ))}
      </ol>
    </>
  )
}

interface BrokenProps {
  breach: Breach
  isFirst: boolean // of its kind: it is explained once
}
function Broken({ breach: { code, atUs, shard, nodes, params, operations }, isFirst }: BrokenProps) {
  const w = words().pictures.promises
  const topology = useLab((lab) => lab.opened?.topology)
  const set = useView((view) => view.set)
  const indexOf = (name: string): number => topology?.nodes.find(({ id }) => id === name)?.index ?? -1
  const select = (name: string): void => {
    if (indexOf(name) >= 0) set({ selection: { kind: 'node', node: indexOf(name) } })
  }
  const goThere = (): void => {
    set({ playing: false })
    if (nodes.length === 1 || shard < 0) select(nodes[0])
    else set({ selection: { kind: 'shard', shard } })
    void actions().seek(atUs)
  }
  return (
    <li className={isPrice(code) ? 'is-price' : undefined}>
      <p>
        <b>{w.of(code)}</b> <span className="quiet">{operations ? '' : w.figures(params)}</span>
      </p>
      {isPrice(code) && isFirst && <p className="quiet">{w.price(code)}</p>}
      {operations && <Operations breach={{ code, params, operations }} />}
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

/** Which they are: each by its operation, to follow, and the key that it wrote. A client's operation may be named several times. */
function Operations({ breach }: { breach: Pick<Breach, 'code' | 'params'> & Required<Pick<Breach, 'operations'>> }) {
  const w = words().pictures
  const { params } = breach
  const operations = breach.operations ?? []
  const all = params.writes ?? params.effects
  const users = useLab((lab) => usersOf(lab.opened?.scenario))
  return (
    <div className="breach-operations">
      {'writes' in params ? w.promises.writes(all) : w.promises.effects(all)}
      <ul>
        {operations.map((operation, i) => (
          <li key={`${operation.client} ${operation.count} ${i}`}>
            <OperationLink operation={operation} /> {w.key(operation.key, users)}
          </li>
        ))}
        {all > operations.length && <li className="quiet">{w.promises.andMore(all - operations.length)}</li>}
      </ul>
    </div>
  )
}
function usersOf(scenario: Scenario | undefined): number {
  return Math.max(1, ...(scenario?.groups ?? []).map((group) => (group.role === 'clients' ? group.users.count : 0)))
}
