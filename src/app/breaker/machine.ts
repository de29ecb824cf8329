/**
 * The breaker as an XState machine, made from the very table that breakers in a world walk: what is drawn is what runs. No
 * actor of it is ever started; it is read for its states and transitions.
 */
import { setup } from 'xstate'
import type { BreakerEvent, BreakerMode } from '../../resilience/breaker/table'
import { BREAKER_MODES, BREAKER_TABLE } from '../../resilience/breaker/table'

export const breakerMachine = setup({ types: { events: {} as { type: BreakerEvent } } }).createMachine({
  id: 'breaker',
  initial: 'closed',
  states: Object.fromEntries(BREAKER_MODES.map((mode) => [mode, { on: BREAKER_TABLE[mode] }])),
})

/** One arrow of the chart: everything that leads from one state to another. */
export interface Arrow {
  from: BreakerMode
  to: BreakerMode
  events: BreakerEvent[]
}

/** The arrows, in the order of the states; each pair of states once. */
export function arrowsOf(machine: typeof breakerMachine): Arrow[] {
  const arrows: Arrow[] = []
  for (const from of Object.values(machine.states)) {
    for (const [event, transitions] of from.transitions) {
      for (const to of transitions.flatMap(({ target }) => target ?? [])) {
        const known = arrows.find((arrow) => arrow.from === from.key && arrow.to === to.key)
        if (known) known.events.push(event as BreakerEvent)
        else arrows.push({ from: from.key, to: to.key, events: [event as BreakerEvent] } as Arrow)
      }
    }
  }
  return arrows
}
