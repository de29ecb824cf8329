/** Says what is being watched, and the way back to the speed before. */
import { selectionName } from '../graph/verbs'
import { useLab } from '../store'
import { words } from '../words'
import { stopWatching } from './watching'
import { useWatch } from './watchStore'

export function WatchLine() {
  const w = words().watch
  const watched = useWatch((watch) => watch.watched)
  const topology = useLab((lab) => lab.opened?.topology)
  if (!watched || !topology) return <span role="status" className="watch-line" />
  const name = selectionName(topology, watched.selection)
  return (
    <span className="watch-line">
      <span role="status">{watched.request ? w.watching(name) : w.awaiting(name)}</span>
      <button title={w.stopHint} onClick={stopWatching}>
        {w.stop}
      </button>
    </span>
  )
}
