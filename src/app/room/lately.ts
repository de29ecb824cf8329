/** The last minute of every learner's three figures, a point a second, for sparklines. */
import type { Digest, DigestBatch } from '../../classroom/digests'

const POINTS = 60
export const FIGURES = ['stale', 'answered', 'p99Us'] as const
export type Figure = (typeof FIGURES)[number]

interface Track {
  newest: Digest
  points: Record<Figure, (number | null)[]> // oldest first
}

export class Lately {
  private readonly tracks = new Map<string, Track>()

  /** `batch`: the newest digest of each; one that did not come again adds no point. */
  add(batch: DigestBatch): void {
    for (const [learner, digest] of Object.entries(batch)) {
      const track = this.tracks.get(learner)
      if (track?.newest === digest) continue
      const points = track?.points ?? { stale: [], answered: [], p99Us: [] }
      for (const figure of FIGURES) points[figure] = [...points[figure].slice(1 - POINTS), digest[figure]]
      this.tracks.set(learner, { newest: digest, points })
    }
  }
  of(learner: string, figure: Figure): readonly (number | null)[] {
    return this.tracks.get(learner)?.points[figure] ?? []
  }
}

/** p99 on a fixed logarithmic axis from 1 ms to 10 s, shares from 0 to 1: 0 is the bottom, 1 the top. */
function heightOf(figure: Figure, value: number): number {
  if (figure !== 'p99Us') return Math.min(1, Math.max(0, value))
  return Math.min(1, Math.max(0, Math.log10(Math.max(1, value) / 1_000) / 4))
}
/** An SVG path over the last minute, the newest at the right edge; a gap where there was nothing to say. */
export function sparkPath(figure: Figure, points: readonly (number | null)[], width: number, height: number): string {
  const step = width / (POINTS - 1)
  const first = POINTS - points.length
  let path = ''
  let pen = false
  points.forEach((value, i) => {
    if (value === null) {
      pen = false
      return
    }
    const x = ((first + i) * step).toFixed(1)
    const y = ((1 - heightOf(figure, value)) * (height - 2) + 1).toFixed(1)
    path += `${pen ? 'L' : 'M'}${x} ${y}`
    pen = true
  })
  return path
}
