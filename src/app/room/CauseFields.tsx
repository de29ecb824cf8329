/** What is wrong, and where: two choices, for a diagnosis and for what a teacher accepts as one. */
import type { Topology } from '../../lab/protocol'
import { CAUSE_KINDS, placesOf } from '../../classroom/suspects'
import { words } from '../words'

interface CauseFieldsProps {
  labels: { kind: string; where: string }
  /** '' is no kind yet, where that may be. */
  kind: string
  where: string
  unchosen?: string
  topology: Topology | null
  chooseKind: (kind: string) => void
  chooseWhere: (where: string) => void
}

export function CauseFields(props: CauseFieldsProps) {
  const w = words().room.fault
  const { labels, kind, where, unchosen, topology, chooseKind, chooseWhere } = props
  return (
    <>
      <label>
        <span>{labels.kind}</span>{' '}
        <select value={kind} onChange={({ target }) => chooseKind(target.value)}>
          {unchosen !== undefined && <option value="">{unchosen}</option>}
          {CAUSE_KINDS.map((one) => (
            <option key={one} value={one}>
              {w.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{labels.where}</span>{' '}
        <select value={where} onChange={({ target }) => chooseWhere(target.value)}>
          <option value="">{w.whole}</option>
          {placesOf(topology).map((one) => (
            <option key={one} value={one}>
              {w.place(one)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
