/** Why an operation died or was slow, in one sentence, and the way to what it blames. */
import type { Story, Topology } from '../../lab/protocol'
import { useView } from '../store'
import { words } from '../words'
import { guiltyOf, placesOf, selectionTitle } from './places'

export function Tale({ story, outcome, topology }: { story: Story; outcome: string; topology: Topology }) {
  const w = words().traces
  const set = useView((view) => view.set)
  const guilty = guiltyOf(story, topology)
  return (
    <p className="trace-tale" data-outcome={outcome}>
      {w.story(story, outcome, placesOf(topology))}{' '}
      {guilty && (
        <button
          type="button"
          onPointerEnter={() => set({ pointed: guilty })}
          onPointerLeave={() => set({ pointed: null })}
          onFocus={() => set({ pointed: guilty })}
          onBlur={() => set({ pointed: null })}
          onClick={() => set({ selection: guilty, pointed: null })}
        >
          {w.lookAt(selectionTitle(guilty, topology))}
        </button>
      )}
    </p>
  )
}
