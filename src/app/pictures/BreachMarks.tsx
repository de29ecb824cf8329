/** Broken promises on the timeline: a mark where each was found, and a button that leads to their list. */
import { isPrice } from '../../cluster/invariants'
import type { LabStatus } from '../../lab/protocol'
import { useLab } from '../store'
import { words } from '../words'
import { showPicture } from './pictureStore'

const SIDE_PX = 5
const NONE: LabStatus['breaches'] = []

/** Within the timeline's picture; `y`: the middle of the active branch's lane. */
export function BreachMarks({ x, y }: { x: (us: number) => number; y: number }) {
  const breaches = useLab((lab) => lab.status?.breaches ?? NONE)
  return breaches.map(({ atUs, code, shard }) => (
    <path
      key={`${atUs} ${code} ${shard}`}
      className={`timeline-breach ${isPrice(code) ? 'is-price' : ''}`}
      d={`M${x(atUs)},${y - SIDE_PX} l${SIDE_PX},${SIDE_PX} l${-SIDE_PX},${SIDE_PX} l${-SIDE_PX},${-SIDE_PX} z`}
    >
      <title>{words().pictures.promises.mark(code, atUs)}</title>
    </path>
  ))
}

export function BreachesButton() {
  const breaches = useLab((lab) => lab.status?.breaches ?? NONE)
  if (breaches.length === 0) return null
  const sumOf = (of: string, figure: string): number =>
    breaches.reduce((sum, { code, params }) => sum + (code === of ? params[figure] : 0), 0)
  const prices = { lost: sumOf('writesLost', 'writes'), repeated: sumOf('effectsRepeated', 'effects') }
  const broken = breaches.filter(({ code }) => !isPrice(code)).length
  return (
    <button type="button" className="plain breaches-button" onClick={() => showPicture('promises')}>
      {words().pictures.promises.button(broken, prices)}
    </button>
  )
}
