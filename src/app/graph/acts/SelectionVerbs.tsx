/**
 * The verbs beside what is selected, in words with their keys. It stands next to the thing and moves with the camera;
 * on a phone the shell shows the same list (VerbList) in its bottom sheet instead.
 */
import { useLayoutEffect, useRef, useState } from 'react'
import type { Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import type { Selection } from '../../store'
import { useView } from '../../store'
import { watch } from '../../watch'
import { words } from '../../words'
import type { MapCamera } from '../map/camera'
import type { MapLayout, MapRoom } from '../map/layout'
import { latest, useStateVersion } from '../paint/latest'
import { anchorOf, besides } from './anchor'
import { selectionName } from './names'
import { verbsFor } from './verbs'

interface Props {
  topology: Topology
  layout: MapLayout
  camera: MapCamera
  room: MapRoom
  version: number
}
const NARROW_PX = 640

export function SelectionVerbs({ topology, layout, camera, room }: Props) {
  const selection = useView((view) => view.selection)
  const tool = useView((view) => view.tool)
  const element = useRef<HTMLDivElement>(null)
  const at = selection ? anchorOf(layout, selection) : null
  const shown = tool === 'select' && at !== null && room.width >= NARROW_PX
  useLayoutEffect(() => {
    if (!shown) return
    return camera.listen((c) => {
      const panel = element.current
      if (!panel) return
      const { x, y } = besides(at, c, room, panel.offsetWidth, panel.offsetHeight)
      panel.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
    })
  })
  if (!shown || !selection) return null
  const name = selectionName(topology, selection)
  return (
    <div className="selection-verbs" ref={element} role="group" aria-label={words().graph.verbsOf(name)}>
      <span className="selection-name">{name}</span>
      <VerbList selection={selection} topology={topology} brief />
    </div>
  )
}

/** The verbs of a selection as buttons; the rarer ones unfold (`brief`: they are left to the inspector). */
export function VerbList({
  selection,
  topology,
  brief,
}: {
  selection: Selection
  topology: Topology
  brief?: boolean
}) {
  useStateVersion()
  const [all, setAll] = useState(false)
  const letterKeys = useView((view) => view.letterKeys)
  const w = words().graph
  const verbs = verbsFor(selection, topology, latest)
  const rest = verbs.filter((v) => !v.first)
  return (
    <div className="verb-list">
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
      {rest.length > 0 && !brief && (
        <button className="plain verb more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? w.fewerVerbs : w.moreVerbs}
        </button>
      )}
    </div>
  )
}
