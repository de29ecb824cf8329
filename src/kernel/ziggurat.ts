/*
 * Tables of the ziggurat: a density is covered by layers of equal area, so that one comparison settles most draws.
 * G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", J. Statistical Software 5(8), 2000.
 * 256 layers for the exponential, 128 for the normal (whose eighth bit is the sign). Built at load by kernel/maths, hence
 * with the same bits everywhere. Layer 0 is the base with the tail; layers 1, 2, … go from the narrow top downwards.
 */
import { exp, log } from './maths'

/** Where the tail begins, and each layer's area: the paper's section 2 and 3. */
export const EXPONENTIAL_TAIL = 7.69711747013104972
const EXPONENTIAL_AREA = 3.949659822581572e-3
export const NORMAL_TAIL = 3.442619855899
const NORMAL_AREA = 9.91256303526217e-3

/** Draw × width = abscissa; draws below `inside` need no further look; density at the layer's outer edge. */
export const EXPONENTIAL_WIDTH = new Float64Array(256)
export const EXPONENTIAL_INSIDE = new Float64Array(256)
export const EXPONENTIAL_DENSITY = new Float64Array(256)
export const NORMAL_WIDTH = new Float64Array(128)
export const NORMAL_INSIDE = new Float64Array(128)
export const NORMAL_DENSITY = new Float64Array(128)

/** Fills the three tables for draws in [0, range), given the density and its inverse. */
function build(
  tables: [width: Float64Array, inside: Float64Array, density: Float64Array],
  range: number,
  tail: number,
  area: number,
  densityAt: (x: number) => number,
  abscissaAt: (density: number) => number,
): void {
  const [width, inside, density] = tables
  const last = width.length - 1
  const baseWidth = area / densityAt(tail)
  width[0] = baseWidth / range
  inside[0] = Math.floor((tail / baseWidth) * range)
  density[0] = 1
  let outer = tail
  for (let layer = last; layer >= 1; layer--) {
    const inner = layer === 1 ? 0 : abscissaAt(area / outer + densityAt(outer))
    width[layer] = outer / range
    inside[layer] = Math.floor((inner / outer) * range)
    density[layer] = densityAt(outer)
    outer = inner
  }
}

build(
  [EXPONENTIAL_WIDTH, EXPONENTIAL_INSIDE, EXPONENTIAL_DENSITY],
  4294967296,
  EXPONENTIAL_TAIL,
  EXPONENTIAL_AREA,
  (x) => exp(-x),
  (density) => -log(density),
)
build(
  [NORMAL_WIDTH, NORMAL_INSIDE, NORMAL_DENSITY],
  16777216,
  NORMAL_TAIL,
  NORMAL_AREA,
  (x) => exp(-0.5 * x * x),
  (density) => Math.sqrt(-2 * log(density)),
)
