/** The room's head: its title, the code large enough to read out, how many are here, and what holds everybody. */
import { useState } from 'react'
import { shownCode } from '../../../classroom/codes'
import { isSeated, isUnused } from '../../../classroom/documents/roster'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { Disclosure } from '../../shell/Disclosure'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { useCalm } from '../calm'
import { Invite } from './Invite'
import { RoomMenu } from './RoomMenu'

export function Head() {
  const w = words().roomHost.head
  const code = useRoom(({ me, roster }) => roster.code ?? me?.code ?? '')
  return (
    <section className="host-head" aria-label={w.label}>
      <Title />
      <span className="host-code">
        <span className="quiet">{w.code}</span> <strong className="mono">{shownCode(code)}</strong>
      </span>
      <Count />
      <span className="spring" />
      <Holds />
      <Disclosure className="host-join" label={w.join}>
        {() => <Invite />}
      </Disclosure>
      <Disclosure className="more host-menu" label={w.more}>
        {(close) => <RoomMenu close={close} />}
      </Disclosure>
      <Stored />
    </section>
  )
}

function Title() {
  const w = words().roomHost.head
  const title = useRoom(({ lead }) => lead.title ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  const done = (): void => {
    if (typed !== null && typed.trim() !== title) room().write('lead', 'title', typed.trim())
    setTyped(null)
  }
  return (
    <h1 className="host-title">
      <input
        aria-label={w.title}
        value={typed ?? title}
        placeholder={w.untitled}
        maxLength={ROOM_LIMITS.titleCharacters}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={done}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') currentTarget.blur()
        }}
      />
    </h1>
  )
}

function Count() {
  const w = words().roomHost.head
  const roster = useCalm((room) => room.roster)
  const all = [...roster.learner.values()].filter(isSeated)
  const here = all.filter(({ present }) => present).length
  const unused = all.filter(isUnused).length
  return <span className="host-count">{w.here(here, all.length - here - unused, unused)}</span>
}

function Stored() {
  const w = words().roomHost.head
  const word = useRoom(({ here, saved }) => (here ? saved : 'away'))
  return (
    <span className="host-stored quiet" role="status" data-word={word}>
      {w.saved[word]}
    </span>
  )
}

function Holds() {
  const w = words().roomHost.head
  const frozen = useRoom(({ lead }) => lead.frozen ?? false)
  const locks = useRoom(({ lead }) => lead.locks) ?? { code: false, faults: false }
  const lock = (change: Partial<typeof locks>): void => room().write('lead', 'locks', { ...locks, ...change })
  return (
    <span className="host-holds">
      <button aria-pressed={locks.code} onClick={() => lock({ code: !locks.code })}>
        {w.lockCode}
      </button>
      <button aria-pressed={locks.faults} onClick={() => lock({ faults: !locks.faults })}>
        {w.lockFaults}
      </button>
      <button
        className="freeze"
        title={w.freezeHint}
        data-on={frozen}
        onClick={() => room().write('lead', 'frozen', !frozen)}
      >
        {frozen ? w.release : w.freeze}
      </button>
    </span>
  )
}
