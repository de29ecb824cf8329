/** The last minute of a learner's three figures, each with its newest value in words. */
import type { Digest } from '../../classroom/digests'
import { words } from '../words'
import { lately } from './calm'
import { FIGURES, sparkPath } from './lately'
import type { Figure } from './lately'

const SIZE = { width: 56, height: 22 }

/** `digest` undefined: nothing is known of now. */
export function Sparks({ id, digest }: { id: string; digest: Digest | undefined }) {
  return (
    <span className="sparks">
      {FIGURES.map((figure) => (
        <Spark key={figure} id={id} figure={figure} value={digest ? digest[figure] : null} />
      ))}
    </span>
  )
}

function Spark({ id, figure, value }: { id: string; figure: Figure; value: number | null }) {
  const w = words().roomHost.tiles
  return (
    <span className="spark" data-figure={figure}>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={sparkPath(figure, lately.of(id, figure), SIZE.width, SIZE.height)} />
      </svg>
      <span>
        <span className="quiet">{w.figures[figure]}</span> {w.figure(figure, value)}
      </span>
    </span>
  )
}
