/**
 * Steps: one event, on to the next message that is delivered, or on to the next change of a node, a link or a state.
 */
import { KIND, STRIDE } from '../cluster/journal'
import type { Job } from './job'
import type { Player } from './player'

export type StepTo = 'event' | 'message' | 'change'

/** When nothing of the kind happens for so long, the step ends there. */
export const STEP_LONGEST_US = 60_000_000
const EVENTS_BETWEEN_LOOKS = 500

const CHANGES: readonly number[] = [KIND.NODE, KIND.LINK, KIND.STATE]

export function* stepTo(player: Player, to: StepTo): Job<void> {
  const { cluster } = player.world
  const { journal, queue } = cluster
  const latestUs = player.timeUs + STEP_LONGEST_US
  const delivered = cluster.delivered
  let changed = false
  const watch = (words: Int32Array, records: number): void => {
    for (let i = 0; i < records; i++) changed ||= CHANGES.includes(words[i * STRIDE] & 255)
  }
  const found = { event: () => true, message: () => cluster.delivered > delivered, change: () => changed }[to]
  journal.flush()
  journal.attach(watch)
  try {
    for (let steps = 1; ; steps++) {
      const nextUs = Math.min(queue.peekTime(), player.nextCommandUs)
      if (nextUs > latestUs) {
        player.advance(latestUs, 0)
        break
      }
      player.advance(nextUs, 1)
      journal.flush()
      if (found() || player.world.loop) break
      if (steps % EVENTS_BETWEEN_LOOKS === 0) yield
    }
  } finally {
    journal.detach(watch)
  }
  player.look()
}
