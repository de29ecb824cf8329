/** Groups of learners: made here, dealt out evenly, or chosen one by one at a tile. */
import { useState } from 'react'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { isSeated } from '../../../classroom/documents/roster'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { useHostView, write } from './hostStore'
import { dealt } from './dealing'
import { NameField } from './NameField'

export function Groups() {
  const w = words().roomHost.groups
  const groups = useRoom(({ lead }) => lead.group)
  const members = useRoom(({ lead }) => lead.member)
  const [name, setName] = useState('')
  const add = (): void => {
    const taken = [...groups.keys()].map((id) => Number(id.slice(1))).filter(Number.isFinite)
    room().write('lead', `group/g${1 + Math.max(0, ...taken)}`, { name: name.trim() })
    setName('')
  }
  const remove = (id: string): void =>
    write([
      ['lead', `group/${id}`, null],
      ['lead', `given/group-${id}`, null],
      ...[...members]
        .flatMap(([learner, group]) => (group === id ? ([['lead', `member/${learner}`, null]] as const) : []))
        .map(([document, key, value]) => [document, key, value] as ['lead', string, null]),
    ])
  const deal = (): void => {
    const here = [...useRoom.getState().roster.learner].filter(([, seat]) => isSeated(seat)).map(([id]) => id)
    write(dealt(here, [...groups.keys()]).map(([learner, group]) => ['lead', `member/${learner}`, group]))
    useHostView.setState({ trouble: null })
  }
  return (
    <section aria-label={w.title}>
      <h3>{w.title}</h3>
      {groups.size === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <ul className="host-list">
          {[...groups].map(([id, group]) => (
            <li key={id}>
              <strong>{group.name}</strong>{' '}
              <span className="quiet">{w.members([...members.values()].filter((one) => one === id).length)}</span>
              <span className="spring" />
              <button className="plain" aria-label={w.remove(group.name)} onClick={() => remove(id)}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '' && groups.size < ROOM_LIMITS.groups) add()
        }}
      >
        <NameField label={w.name} name={name} onChange={setName} />
        <button type="submit" disabled={name.trim() === ''}>
          {w.add}
        </button>
        {groups.size > 0 && (
          <button type="button" onClick={deal}>
            {w.deal}
          </button>
        )}
      </form>
    </section>
  )
}
