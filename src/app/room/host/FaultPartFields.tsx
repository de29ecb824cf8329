/** One part of a fault: what happens, and where; on a link which way, of a partition who is parted from whom. */
import type { Topology } from '../../../lab/protocol'
import { words } from '../../words'
import type { FaultPart, HandFault } from './faultCommand'
import { FROM, HAND_FAULTS, isOnLinks, NEW_PART, placeOfPart, placesFor, strengthOf, WAYS } from './faultCommand'

interface FaultPartFieldsProps {
  nth: number
  part: FaultPart
  topology: Topology | null
  change: (to: Partial<FaultPart>) => void
  drop: (() => void) | null
}

export function FaultPartFields({ nth, part, topology, change, drop }: FaultPartFieldsProps) {
  const w = words()
  const f = w.roomHost.faults
  const { kind } = part
  const much = strengthOf(kind)
  const places = topology ? placesFor(kind, topology) : []
  const at = (topology && placeOfPart(part, topology)) ?? ''
  return (
    <fieldset className="host-fault-part">
      <legend className="hidden-visually">{f.nth(nth)}</legend>
      <div className="fields">
        <Choice
          label={f.kind}
          value={kind}
          options={HAND_FAULTS.map((one) => [one, w.room.fault.kinds[one]])}
          choose={(one) => change({ ...NEW_PART, place: part.place, kind: one as HandFault })}
        />
        {kind !== 'partition' && (
          <Choice
            label={f.where}
            value={at}
            options={places.map((one) => [one, w.room.fault.place(one)])}
            choose={(place) => change({ place })}
          />
        )}
        {isOnLinks(kind) && (
          <Choice
            label={f.way}
            value={part.way}
            options={WAYS.map((one) => [one, f.ways(w.room.fault.place(at))[one]])}
            choose={(way) => change({ way: way as FaultPart['way'] })}
          />
        )}
        {kind === 'partition' && (
          <Choice
            label={f.partedFrom}
            value={part.from}
            options={FROM.map((one) => [one, f.froms[one]])}
            choose={(from) => change({ from: from as FaultPart['from'] })}
          />
        )}
        {much && (
          <label>
            <span>{f.how}</span>
            <span className="row">
              <input
                className="short"
                inputMode="decimal"
                value={part.strength}
                placeholder={String(much.usual)}
                onChange={({ target }) => change({ strength: target.value.replace(/[^\d.-]/g, '').slice(0, 12) })}
              />{' '}
              {f.units[kind]}
            </span>
          </label>
        )}
        {drop && (
          <button type="button" className="plain drop" aria-label={f.dropPart(nth)} onClick={drop}>
            ×
          </button>
        )}
      </div>
      {kind === 'partition' && topology && <Side part={part} places={places} change={change} />}
      {topology && places.length === 0 && <p className="quiet">{f.nowhere}</p>}
    </fieldset>
  )
}

/** Who stands on the one side: zones and shards as a whole, or node by node. */
function Side({ part, places, change }: { places: string[] } & Pick<FaultPartFieldsProps, 'part' | 'change'>) {
  const w = words()
  const { side } = part
  return (
    <fieldset>
      <legend>{w.roomHost.faults.side}</legend>
      <div className="host-sides" tabIndex={0} role="group" aria-label={w.roomHost.faults.side}>
        {[...places].sort(wholeFirst).map((place) => (
          <label key={place} className="check">
            <input
              type="checkbox"
              checked={side.includes(place)}
              onChange={({ target }) =>
                change({ side: target.checked ? [...side, place] : side.filter((one) => one !== place) })
              }
            />{' '}
            {w.room.fault.place(place)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const ORDER = ['zone', 'shard', 'group', 'node']
/** Zones and shards before the nodes in them. */
function wholeFirst(one: string, other: string): number {
  const rank = (place: string): number => ORDER.indexOf(place.split(' ')[0])
  return rank(one) - rank(other)
}

interface ChoiceProps {
  label: string
  value: string
  options: [value: string, name: string][]
  choose: (value: string) => void
}
function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} disabled={options.length === 0} onChange={({ target }) => choose(target.value)}>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
