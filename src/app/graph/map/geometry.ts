/**
 * Curves as evenly spaced samples: what a message's place, an edge's mark and a pointer's distance are read from.
 * A curve is x, y, x, y, … of `SAMPLES + 1` points at equal arc length, so a fraction of the way is an index.
 */
export const SAMPLES = 32

export interface Point {
  x: number
  y: number
}

/** Resamples a polyline (flat x, y) to equal steps along its length. */
export function resample(points: number[]): Float32Array {
  const lengths = [0]
  for (let i = 2; i < points.length; i += 2)
    lengths.push(lengths[lengths.length - 1] + Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]))
  const total = lengths[lengths.length - 1]
  const out = new Float32Array((SAMPLES + 1) * 2)
  let segment = 1
  for (let i = 0; i <= SAMPLES; i++) {
    const at = (total * i) / SAMPLES
    while (segment < lengths.length - 1 && lengths[segment] < at) segment++
    const span = lengths[segment] - lengths[segment - 1] || 1
    const f = Math.min(1, (at - lengths[segment - 1]) / span)
    const p = (segment - 1) * 2
    out[i * 2] = points[p] + (points[p + 2] - points[p]) * f
    out[i * 2 + 1] = points[p + 1] + (points[p + 3] - points[p + 1]) * f
  }
  return out
}

/** Points of a cubic Bézier curve, as a flat polyline. */
export function cubic(a: Point, c1: Point, c2: Point, b: Point, steps = 24): number[] {
  const out: number[] = []
  for (let i = 0; i <= steps; i++) {
    const t = i / steps
    const u = 1 - t
    const w0 = u * u * u
    const w1 = 3 * u * u * t
    const w2 = 3 * u * t * t
    const w3 = t * t * t
    out.push(w0 * a.x + w1 * c1.x + w2 * c2.x + w3 * b.x, w0 * a.y + w1 * c1.y + w2 * c2.y + w3 * b.y)
  }
  return out
}

/** The same curve from its other end. */
export function reversed(curve: Float32Array): Float32Array {
  const out = new Float32Array(curve.length)
  for (let i = 0; i < curve.length; i += 2) {
    out[i] = curve[curve.length - 2 - i]
    out[i + 1] = curve[curve.length - 1 - i]
  }
  return out
}

/** Writes the place at fraction `f` into `out`, `side` px to the right of the way. */
export function placeOn(curve: Float32Array, f: number, side: number, out: Point): Point {
  const at = Math.min(SAMPLES - 1e-6, Math.max(0, f * SAMPLES))
  const i = Math.floor(at) * 2
  const part = at - Math.floor(at)
  const dx = curve[i + 2] - curve[i]
  const dy = curve[i + 3] - curve[i + 1]
  const size = Math.sqrt(dx * dx + dy * dy) || 1
  out.x = curve[i] + dx * part - (dy / size) * side
  out.y = curve[i + 1] + dy * part + (dx / size) * side
  return out
}

/** A curve moved `side` px to its right: one lane of a two-way edge. */
export function lane(curve: Float32Array, side: number): Float32Array {
  const out = new Float32Array(curve.length)
  const p = { x: 0, y: 0 }
  for (let i = 0; i <= SAMPLES; i++) {
    placeOn(curve, i / SAMPLES, side, p)
    out[i * 2] = p.x
    out[i * 2 + 1] = p.y
  }
  return out
}

export function lengthOf(curve: Float32Array): number {
  return SAMPLES * Math.hypot(curve[2] - curve[0], curve[3] - curve[1])
}

export function svgPath(curve: Float32Array): string {
  let d = `M${curve[0].toFixed(1)} ${curve[1].toFixed(1)}`
  for (let i = 2; i < curve.length; i += 2) d += `L${curve[i].toFixed(1)} ${curve[i + 1].toFixed(1)}`
  return d
}
