/** What can be done to the thing of a table row: the first verbs as buttons, the others as one more click. */
import { useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import { verbsFor } from '../acts/verbs'
import { latest } from '../paint/latest'
import type { Selection } from '../../store'
import { words } from '../../words'

const AT_ONCE = 2

export function RowVerbs({ topology, selection, name }: { topology: Topology; selection: Selection; name: string }) {
  const [all, setAll] = useState(false)
  const w = words().graph
  const verbs = verbsFor(selection, topology, latest)
  return (
    <span className="row-verbs">
      {(all ? verbs : verbs.slice(0, AT_ONCE)).map((v) => (
        <button
          key={v.code}
          className="plain"
          aria-label={w.table.actOn(w.verb[v.code], name)}
          onClick={() => void actions().act(v.command)}
        >
          {w.verb[v.code]}
        </button>
      ))}
      {verbs.length > AT_ONCE && (
        <button
          className="plain more"
          aria-expanded={all}
          aria-label={w.table.actOn(all ? w.fewerVerbs : w.moreVerbs, name)}
          onClick={() => setAll(!all)}
        >
          {all ? w.fewerVerbs : w.moreVerbs}
        </button>
      )}
    </span>
  )
}
