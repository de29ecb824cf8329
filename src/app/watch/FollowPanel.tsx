/** Beside the graph: one request at a time, replayed in slow motion and labelled so, with how it ended and a way to its trace. */
import { useEffect, useRef } from 'react'
import { OUTCOME_CAUSES } from '../../cluster/journal'
import type { Topology } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { words } from '../words'
import type { Followed } from './followed'
import { Follower } from './follower'
import { useWatch } from './watchStore'
import './watch.css'

export function FollowPanel() {
  const opened = useLab((lab) => lab.opened)
  return opened && <Follow key={opened.topology.scenarioId} topology={opened.topology} />
}

function Follow({ topology }: { topology: Topology }) {
  const w = words().watch
  const canvas = useRef<HTMLCanvasElement>(null)
  const follower = useRef<Follower | null>(null)
  const followed = useWatch((watch) => (watch.followed?.topology === topology ? watch.followed : null))
  useEffect(() => {
    const made = new Follower(topology, canvas.current!)
    follower.current = made
    return () => made.stop()
  }, [topology])
  return (
    <section className="follow" aria-label={w.region}>
      <header>
        <h2>{followed ? w.title(followed.speed) : w.waiting}</h2>
        <button
          className="plain"
          aria-label={w.close}
          title={w.close}
          onClick={() => useView.getState().set({ follow: false })}
        >
          ×
        </button>
      </header>
      {followed && <Outcome followed={followed} onNext={() => follower.current?.another()} />}
      <canvas ref={canvas} role="img" aria-label={followed ? described(followed) : w.waiting} />
    </section>
  )
}

function Outcome({ followed, onNext }: { followed: Followed; onNext: () => void }) {
  const w = words().watch
  const { operations } = words().charts
  const { operation, topology } = followed
  const { client, count } = operation
  return (
    <p>
      <b>{topology.journeys[operation.journey]}</b> {operations.what(operation)}:{' '}
      <span data-outcome={operation.outcome}>
        {operations.outcome(operation.outcome, OUTCOME_CAUSES[operation.cause] ?? 'none')}
      </span>
      {Number.isNaN(operation.returnedUs) ? '' : ` ${w.after(followed.lengthUs)}`}{' '}
      <span className="follow-stale">
        {operation.staleUs > 0 && operations.stale(operation.staleUs, operation.missed)}
      </span>
      <span className="follow-ways">
        <button
          className="plain link"
          onClick={() => useView.getState().set({ selection: { kind: 'operation', client, count } })}
        >
          {w.trace}
        </button>
        <button className="plain link" onClick={onNext}>
          {w.next}
        </button>
      </span>
    </p>
  )
}

/** The picture in one sentence: each hop with its length. */
function described({ hops, lengthUs, topology }: Followed): string {
  const name = (node: number): string => topology.nodes[node].id
  const travels = hops.filter((hop) => hop.kind === 'travelling')
  return words().watch.described(
    lengthUs,
    travels.map((hop) => words().watch.hop(name(hop.from), name(hop.to), hop.toUs - hop.fromUs, hop.fate)),
  )
}
