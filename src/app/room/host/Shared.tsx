/** One cluster that all share: started from a run, paced, who owns what, and whether all browsers agree. */
import { useState } from 'react'
import { agreement } from '../../../classroom/digests'
import type { Ownership, SharedRole } from '../../../classroom/documents/sequence'
import { commandsOf, SHARED_PACE, SHARED_ROLES } from '../../../classroom/documents/sequence'
import { isSeated } from '../../../classroom/documents/roster'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { useCalm } from '../calm'
import { dealt } from './dealing'
import { GivenField } from './GivenField'
import { givenAsked } from './givens'
import { useGivenTopology } from './givenTopology'
import { act, nameOf, useHostView } from './hostStore'
import { startShared } from './plan/running'
import { sharedLink } from './sharedLink'

const NOBODYS: Ownership = { nodes: [], shards: [], roles: [] }

export function Shared() {
  const w = words().roomHost.shared
  const base = useRoom(({ sequence }) => sequence.base)
  return (
    <div className="host-columns">
      <section aria-label={w.title}>
        <h2>{w.title}</h2>
        {base ? <Running /> : <Start />}
      </section>
      {base && (
        <section aria-label={w.owners}>
          <h2>{w.owners}</h2>
          <Owners />
        </section>
      )}
    </div>
  )
}

function Start() {
  const w = words().roomHost
  const [asked, setAsked] = useState(givenAsked)
  const [minutes, setMinutes] = useState(30)
  const start = async (): Promise<void> => {
    const link = await sharedLink(asked)
    if (link === null) useHostView.setState({ trouble: w.give.noLab })
    else await startShared(link, Math.max(1, minutes) * 60e6, 1)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <p>{w.shared.none}</p>
      <GivenField asked={asked} onChange={setAsked} kinds={['preset', 'run']} />
      <div className="fields">
        <label>
          <span>{w.shared.minutes}</span>
          <input
            className="short"
            inputMode="numeric"
            value={minutes}
            onChange={({ target }) => setMinutes(Math.min(240, Number(target.value.replace(/\D/g, ''))))}
          />
        </label>
      </div>
      <button type="submit" className="primary">
        {w.shared.start}
      </button>
    </form>
  )
}

function Running() {
  const w = words().roomHost.shared
  const base = useRoom(({ sequence }) => sequence.base)
  const horizonUs = useRoom(({ horizon, sequence }) => horizon?.horizonUs ?? sequence.base?.horizonUs ?? 0)
  const running = useRoom(({ horizon, sequence }) => horizon?.running ?? sequence.base?.running ?? false)
  const acts = useRoom(({ sequence }) => commandsOf(sequence).length)
  if (!base) return null
  return (
    <>
      <p className="host-figure" role="status">
        {w.at(Math.floor(horizonUs / 1e6) * 1e6)}
      </p>
      <p>
        {w.state(running, base.pace)} · {w.acts(acts)}
      </p>
      <p className="row">
        <button className="primary" onClick={() => void act({ do: 'run', running: !running })}>
          {running ? w.pause : w.play}
        </button>
        <Pace pace={base.pace} />
        <button onClick={() => void act({ do: 'unshare' })}>{w.end}</button>
      </p>
      <Agreement />
      <Newest base={base.id} />
    </>
  )
}
function Pace({ pace }: { pace: number }) {
  const w = words().roomHost.shared
  const paces = [...new Set([0.1, 0.5, 1, 2, 5, pace])].filter(
    (one) => one >= SHARED_PACE.min && one <= SHARED_PACE.max,
  )
  return (
    <label>
      {w.pace}{' '}
      <select value={pace} onChange={({ target }) => void act({ do: 'pace', pace: Number(target.value) })}>
        {paces
          .sort((a, b) => a - b)
          .map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
      </select>
    </label>
  )
}

function Agreement() {
  const w = words().roomHost.shared
  const digests = useCalm((room) => room.digests)
  const agreed = agreement(digests)
  if (!agreed) return <p className="quiet">{w.noPrints}</p>
  return (
    <>
      <p>
        {w.agree(agreed.same.length, agreed.print.atUs)} <code>{agreed.print.hex}</code>
      </p>
      {agreed.differ.length > 0 && <p className="caution">{w.differ(agreed.differ.map(nameOf).join(', '))}</p>}
    </>
  )
}

function Newest({ base }: { base: string }) {
  const w = words().roomHost.shared
  const checkpoint = useRoom(({ sequence }) => sequence.checkpoint)
  const isOurs = checkpoint?.base === base
  return <p className="quiet">{isOurs ? w.checkpoint(checkpoint.print.atUs, checkpoint.bytes) : w.noCheckpoint}</p>
}

function Owners() {
  const w = words().roomHost.shared
  const owners = useRoom(({ sequence }) => sequence.owner)
  const link = useRoom(({ sequence }) => sequence.base?.link ?? null)
  const topology = useGivenTopology({ kind: 'shared' }, link)
  const roster = useCalm((room) => room.roster)
  const here = [...roster.learner].filter(([, seat]) => seat.present && isSeated(seat)).map(([id]) => id)
  const [learner, setLearner] = useState('')
  const [part, setPart] = useState('')
  const shards = [...new Set(topology?.nodes.flatMap(({ shard }) => (shard >= 0 ? [shard] : [])) ?? [])]
  const nodes = topology?.nodes.map(({ id }) => id) ?? []
  const who = here.includes(learner) ? learner : (here.at(0) ?? '')
  const owned = [...owners].filter(([, { nodes: n, shards: s, roles }]) => n.length + s.length + roles.length > 0)
  const own = (id: string, change: Partial<Ownership>): Promise<unknown> =>
    act({ do: 'own', learners: [id], ownership: { ...(owners.get(id) ?? NOBODYS), ...change } })
  const add = (): void => {
    const before = owners.get(who) ?? NOBODYS
    const [kind, name] = [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]
    if (kind === 'node') void own(who, { nodes: [...new Set([...before.nodes, name])] })
    if (kind === 'shard') void own(who, { shards: [...new Set([...before.shards, Number(name)])] })
    if (kind === 'role') void own(who, { roles: [...new Set([...before.roles, name as SharedRole])] })
  }
  const deal = async (what: 'nodes' | 'shards'): Promise<void> => {
    const cards: (string | number)[] = what === 'nodes' ? nodes : shards
    const hands = new Map<string, (string | number)[]>()
    // Where there are more hands than parts, several hold the same.
    const given =
      here.length > cards.length
        ? dealt(here, cards.map(String)).map(([id, card]) => [card, id] as const)
        : dealt(cards, here)
    for (const [card, id] of given) hands.set(id, [...(hands.get(id) ?? []), what === 'shards' ? Number(card) : card])
    for (const [id, cards_] of hands)
      await own(id, what === 'nodes' ? { nodes: cards_ as string[] } : { shards: cards_ as number[] })
  }
  return (
    <>
      <p className="row">
        <button disabled={here.length === 0 || shards.length === 0} onClick={() => void deal('shards')}>
          {w.dealShards}
        </button>
        <button disabled={here.length === 0 || nodes.length === 0} onClick={() => void deal('nodes')}>
          {w.dealNodes}
        </button>
      </p>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault()
          if (who !== '' && part !== '') add()
        }}
      >
        <label>
          <span>{w.own}</span>
          <select value={who} onChange={({ target }) => setLearner(target.value)}>
            {here.map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{w.parts}</span>
          <select value={part} onChange={({ target }) => setPart(target.value)}>
            <option value="" />
            {SHARED_ROLES.map((role) => (
              <option key={role} value={`role ${role}`}>
                {w.roles[role]}
              </option>
            ))}
            {shards.map((shard) => (
              <option key={shard} value={`shard ${shard}`}>
                {w.shard(shard)}
              </option>
            ))}
            {nodes.map((node) => (
              <option key={node} value={`node ${node}`}>
                {node}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={who === '' || part === ''}>
          {w.giveParts}
        </button>
      </form>
      {owned.length === 0 ? (
        <p className="quiet">{w.nobodyOwns}</p>
      ) : (
        <ul className="host-list">
          {owned.map(([id, { nodes: n, shards: s, roles }]) => (
            <li key={id}>
              <strong>{nameOf(id)}</strong>{' '}
              <span>{[...roles.map((role) => w.roles[role]), ...s.map(w.shard), ...n].join(', ')}</span>
              <span className="spring" />
              <button className="plain" aria-label={w.take(nameOf(id))} onClick={() => void own(id, NOBODYS)}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
