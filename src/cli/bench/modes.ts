/**
 * `modes`: storefront under each replication mode, one row a mode, with everything observed that the page observes and the mode's
 * promises watched. Counted are the users' operations, their retries not. It is a cost of ours, and no comparison of modes: a
 * mode that sends more messages for an operation has fewer operations a second here.
 */
import { isPrice } from '../../cluster/invariants'
import { Checkpoints } from '../../lab/checkpoints'
import { Player } from '../../lab/player'
import type { ModeName } from '../../scenarios/modes'
import { MODE_NAMES } from '../../scenarios/modes'
import { withMode } from '../../scenarios/modes/switch'
import { PRESETS } from '../../scenarios/presets/all'
import { Totals } from '../../telemetry'
import type { Make, Program } from './program'

const OPERATIONS_PER_SECOND = 210
const ANSWERED_MIN = 0.95 // groups elect their first leaders in the first second

function storefrontIn(mode: ModeName, count: number): Program {
  const player = new Player(withMode(PRESETS.storefront, mode), 42, new Checkpoints(), false)
  const totals = new Totals(player.world.journeys.length)
  player.observation.listeners.push(totals)
  return {
    run() {
      player.advance(Math.ceil((count / OPERATIONS_PER_SECOND) * 1e6), Infinity)
      player.look()
      player.fingerprint()
      return totals.totals().operations.invoked
    },
    check() {
      const { invoked, ok } = totals.totals().operations
      const broken = player.track.store?.breaches.find(({ code }) => !isPrice(code))
      if (broken) return `${broken.code} at ${broken.atUs} µs`
      if (ok < ANSWERED_MIN * invoked) return `${ok} of ${invoked} operations were answered`
      return Math.abs(invoked - count) <= 0.1 * count ? null : `${invoked} operations, not about ${count}`
    },
  }
}

export const storefrontByMode: Readonly<Record<string, Make>> = Object.fromEntries(
  MODE_NAMES.map((mode): [string, Make] => [mode, (_n, count) => storefrontIn(mode, count)]),
)
