/** The breakers of what is selected, one at a time: its chart, the same in sentences, and what a person can do to it. */
import { useState } from 'react'
import type { Command } from '../../cluster/command'
import type { BreakerView } from '../../lab/breakerView'
import type { Topology } from '../../lab/protocol'
import { COMMANDED, nextMode } from '../../resilience/breaker/table'
import { actions } from '../actions'
import { L, latest, LINK_AT } from '../graph/paint/latest'
import { useAdmits } from '../lessonMode'
import { useAnswer } from '../shell/inspector/useAnswer'
import { words } from '../words'
import { BreakerChart } from './BreakerChart'
import './breaker.css'

export function BreakerPanel({ links, topology }: { links: number[]; topology: Topology }) {
  const w = words().breaker
  const [chosen, choose] = useState(links[0])
  const link = links.includes(chosen) ? chosen : links[0]
  const view = useAnswer(`breaker ${link}`, () => actions().breakerView(link))
  const name = (l: number): string => {
    const { from, to } = topology.links[l]
    return w.between(topology.nodes[from].id, topology.nodes[to].id)
  }
  return (
    <section className="breaker-panel" aria-label={w.title}>
      <h3>{w.title}</h3>
      {links.length > 1 ? (
        <select aria-label={w.choose} value={link} onChange={({ target }) => choose(Number(target.value))}>
          {links.map((l) => (
            <option key={l} value={l}>
              {w.option(name(l), latest.links[l * L + LINK_AT.breaker])}
            </option>
          ))}
        </select>
      ) : (
        <p className="quiet">{name(link)}</p>
      )}
      {view === undefined || view === 'failed' ? (
        <p role="status">{words().inspector[view === 'failed' ? 'failed' : 'loading']}</p>
      ) : view === null ? (
        <p role="status">{w.gone}</p>
      ) : (
        <Told view={view} link={link} topology={topology} />
      )}
    </section>
  )
}

function Told({ view, link, topology }: { view: BreakerView; link: number; topology: Topology }) {
  const w = words().breaker
  return (
    <>
      <BreakerChart view={view} />
      <p>
        <b>{w.state(view.mode)}</b> <span className="quiet">{w.since(view)}</span>
      </p>
      <p>{w.means(view.mode)}</p>
      {w.next(view).map((sentence, i) => (
        <p key={i}>{sentence}</p>
      ))}
      {view.preset !== null && <p className="quiet">{w.preset(view.preset)}</p>}
      <Hands view={view} link={link} topology={topology} />
    </>
  )
}

const HANDS = Object.keys(COMMANDED) as (keyof typeof COMMANDED)[]

function Hands({ view, link, topology }: { view: BreakerView; link: number; topology: Topology }) {
  const w = words().breaker
  const { from, to } = topology.links[link]
  const edge = topology.nodes[to].group
  const command = (kind: (typeof HANDS)[number]) => ({ kind, target: { node: topology.nodes[from].id }, edge })
  return (
    <div className="verb-list" role="group" aria-label={w.hands}>
      {HANDS.map((kind) => (
        <Hand key={kind} mode={view.mode} command={command(kind)} />
      ))}
    </div>
  )
}
function Hand({ mode, command }: { mode: BreakerView['mode']; command: Command & { kind: (typeof HANDS)[number] } }) {
  const { kind } = command
  if (!useAdmits(kind)) return null
  return (
    <button
      type="button"
      className="plain verb"
      disabled={nextMode(mode, COMMANDED[kind]) === mode}
      onClick={() => void actions().act(command)}
    >
      {words().breaker.hand[kind]}
    </button>
  )
}
