/**
 * The verbs of what is selected, in words with their keys; the rarer ones unfold. They stand at the head of the inspector
 * (on a phone, of the sheet), where they cover nothing of the map.
 */
import { useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import type { Selection } from '../../store'
import { useView } from '../../store'
import { watch } from '../../watch'
import { words } from '../../words'
import { latest, useStateVersion } from '../paint/latest'
import { selectionName } from './names'
import { verbsFor } from './verbs'

export function VerbList({ selection, topology }: { selection: Selection; topology: Topology }) {
  useStateVersion()
  const [all, setAll] = useState(false)
  const letterKeys = useView((view) => view.letterKeys)
  const w = words().graph
  const verbs = verbsFor(selection, topology, latest)
  const rest = verbs.filter((v) => !v.first)
  return (
    <div className="verb-list" role="group" aria-label={w.verbsOf(selectionName(topology, selection))}>
      {verbs
        .filter((v) => all || v.first)
        .map((v) => (
          <button key={v.code} className="plain verb" onClick={() => void actions().act(v.command)}>
            {w.verb[v.code]}
            {letterKeys && v.key !== '' && <kbd aria-hidden="true">{v.key}</kbd>}
          </button>
        ))}
      <button className="plain verb" title={words().watch.verbHint} onClick={() => watch(selection, topology)}>
        {words().watch.verb}
        {letterKeys && <kbd aria-hidden="true">{words().watch.verbKey}</kbd>}
      </button>
      {rest.length > 0 && (
        <button className="plain verb more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? w.fewerVerbs : w.moreVerbs}
        </button>
      )}
    </div>
  )
}
