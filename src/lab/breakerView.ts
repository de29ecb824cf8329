/**
 * The breaker on a link as it stands at the playhead: its mode, what it counts, and what would move it on. Reads the playing
 * world and changes nothing.
 */
import type { BreakerMode, BreakerPreset, WindowConfig } from '../resilience/breaker'
import { breakerAt, presetWith } from '../resilience/breaker'
import type { GuardedLink } from './inside'
import { breakersOf } from './inside'
import { BREAKER } from './protocol'
import type { Player } from './player'

export interface BreakerView {
  mode: BreakerMode
  /** How long it has been in this mode. */
  forUs: number
  /** The library whose defaults it has; null: settings of its own. */
  preset: BreakerPreset | null
  /** The calls that count: the last so many, those of so long, or all since it closed (no number). */
  window: { kind: WindowConfig['kind']; calls: number; lengthUs: number }
  minimumCalls: number
  /** What opens it. Rates 0..1, null: never by this; failuresInARow 0: the rates decide. */
  opens: { failureRate: number | null; slowRate: number | null; slowUs: number; failuresInARow: number }
  /** What is in the window now. */
  counted: { calls: number; failures: number; slow: number; failuresInARow: number }
  openUs: number
  /** Until the next call may be a trial, 0: it may; null: it is not open, or a policy decides that. */
  trialInUs: number | null
  trials: { of: number; begun: number; ended: number; failed: number; judged: 'each' | 'together' }
  /** What a learner's policy decides in place of these settings: when it opens and closes, and who may try. */
  byPolicy: { trip: boolean; trial: boolean }
}

/** Null where the link has no breaker. */
export function breakerView(player: Player, link: number): BreakerView | null {
  const { cluster, desk } = player.world
  const caller = cluster.links[link]?.from
  // Of several on one link, the one furthest from closed: as on the map.
  const found = caller && furthestFromClosed(breakersOf(cluster, caller).filter((guarded) => guarded.link === link))
  if (!found) return null
  const { breaker, config, called } = found
  const nowUs = player.timeUs
  const byPolicy = {
    trip: desk.mayDecide(cluster, 'breakerTrip', caller, called),
    trial: desk.mayDecide(cluster, 'breakerTrial', caller, called),
  }
  // What a policy will say is not known before it is asked: until then the breaker stands as it stood.
  const seen = byPolicy.trip ? breakerAt(breaker, config, nowUs, () => 'stay') : breakerAt(breaker, config, nowUs)
  const { mode, sinceUs, window, trialsBegun, trials } = seen
  const forUs = nowUs - sinceUs
  const rate = (share: number): number | null => (share > 1 ? null : share)
  return {
    mode,
    forUs,
    preset: presetWith(config),
    window: {
      kind: config.window.kind,
      calls: config.window.kind === 'count' ? config.window.calls : 0,
      lengthUs: 'cells' in config.window ? config.window.cells * config.window.cellUs : 0,
    },
    minimumCalls: config.minimumCalls,
    opens: {
      failureRate: rate(config.failureRate),
      slowRate: rate(config.slowRate),
      slowUs: config.slowUs,
      failuresInARow: config.failuresInARow,
    },
    counted: { ...window.total, failuresInARow: window.failuresInARow },
    openUs: config.openUs,
    trialInUs: mode === 'open' && !byPolicy.trial ? Math.max(0, config.openUs - forUs) : null,
    trials: {
      of: config.trials,
      begun: trialsBegun,
      ended: trials.calls,
      failed: trials.failures,
      judged: config.trialsJudged,
    },
    byPolicy,
  }
}

function furthestFromClosed(guarded: readonly GuardedLink[]): GuardedLink | undefined {
  return [...guarded].sort((a, b) => BREAKER[b.breaker.mode] - BREAKER[a.breaker.mode])[0]
}
