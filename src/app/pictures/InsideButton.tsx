/** On a selected replica or shard: the way into its store. */
import type { Topology } from '../../lab/protocol'
import type { Selection } from '../store'
import { words } from '../words'
import { shardOf, usePictures } from './pictureStore'

export function InsideButton({ selection, topology }: { selection: Selection; topology: Topology }) {
  const isOpen = usePictures((pictures) => pictures.open)
  const shard = shardOf(selection, topology)
  if (shard < 0 || isOpen || topology.mode === null) return null
  return (
    <button type="button" className="inside-button" onClick={() => usePictures.setState({ open: true, shard })}>
      {words().stores.lookInside}
    </button>
  )
}
