/** Who is meant: everybody, a group, or one. */
import type { Audience } from '../../../classroom/fields'
import { isSeated } from '../../../classroom/documents/roster'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { useCalm } from '../calm'
import { audienceKey } from './leading'

interface AudienceFieldProps {
  to: Audience
  onChange: (to: Audience) => void
}
export function AudienceField({ to, onChange }: AudienceFieldProps) {
  const w = words().roomHost
  const groups = useRoom(({ lead }) => lead.group)
  const roster = useCalm((room) => room.roster)
  const people = [...roster.learner].filter(([, seat]) => isSeated(seat))
  const choose = (value: string): void => {
    if (value === 'all') onChange({ to: 'all' })
    else if (value.startsWith('group-')) onChange({ to: 'group', group: value.slice('group-'.length) })
    else onChange({ to: 'learner', learner: value })
  }
  return (
    <label>
      <span>{w.give.to}</span>
      <select value={audienceKey(to)} onChange={({ target }) => choose(target.value)}>
        <option value="all">{w.give.all}</option>
        {groups.size > 0 && (
          <optgroup label={w.groups.title}>
            {[...groups].map(([id, { name }]) => (
              <option key={id} value={`group-${id}`}>
                {w.give.group(name)}
              </option>
            ))}
          </optgroup>
        )}
        {people.length > 0 && (
          <optgroup label={w.tabs.learners}>
            {people
              .sort(([, a], [, b]) => (a.name < b.name ? -1 : 1))
              .map(([id, { name }]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </optgroup>
        )}
      </select>
    </label>
  )
}
