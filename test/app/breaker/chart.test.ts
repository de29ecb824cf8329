import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { arrowsOf, breakerMachine } from '../../../src/app/breaker/machine'
import { BOX, drawn, HEIGHT, PLACES, WIDTH } from '../../../src/app/breaker/places'
import type { BreakerMode } from '../../../src/resilience/breaker/table'
import {
  BREAKER_EVENTS,
  BREAKER_MODES,
  BREAKER_TABLE,
  COMMANDED,
  nextMode,
} from '../../../src/resilience/breaker/table'

describe('the machine', () => {
  test('goes where the table goes, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...BREAKER_EVENTS), { maxLength: 60 }), (events) => {
        let mode: BreakerMode = 'closed'
        let [snapshot] = initialTransition(breakerMachine)
        for (const type of events) {
          mode = nextMode(mode, type)
          ;[snapshot] = transition(breakerMachine, snapshot, { type })
          expect(snapshot.value).toBe(mode)
        }
      }),
    )
  })

  test('has the arrows of the table and no other', () => {
    const steps = arrowsOf(breakerMachine).flatMap(({ from, to, events }) => events.map((e) => `${from} ${e} ${to}`))
    const rows = BREAKER_MODES.flatMap((mode) =>
      Object.entries(BREAKER_TABLE[mode]).map(([event, to]) => `${mode} ${event} ${to}`),
    )
    expect(steps.sort()).toEqual(rows.sort())
  })
})

describe('the drawing', () => {
  const arrows = drawn(arrowsOf(breakerMachine))
  const hands: readonly string[] = Object.values(COMMANDED)

  test('has a line for every step that a breaker takes by itself', () => {
    for (const mode of BREAKER_MODES)
      for (const event of BREAKER_EVENTS.filter((e) => !hands.includes(e))) {
        const to = BREAKER_TABLE[mode][event]
        const arrow = arrows.find((a) => a.from === mode && a.to === to && a.events.includes(event))
        if (to !== undefined) expect(arrow?.line.path, `${mode} ${event}`).toMatch(/^M/)
      }
  })

  test('leads a person’s acts out of the three states as one, and back', () => {
    const manual = arrows.filter(({ isManual }) => isManual)
    expect(manual.map(({ line, events }) => `${line.path.slice(0, 7)} ${events.join()}`)).toEqual([
      'M208 14 holdOpen',
      'M80 147 holdClosed',
      'M275 19 trip,reset',
      'M203 21 holdClosed',
      'M13 193 trip,reset',
      'M85 201 holdOpen',
    ])
    expect(arrows.every(({ line }) => line.path.startsWith('M'))).toBe(true)
  })

  test('keeps every state inside its picture', () => {
    for (const { x, y } of Object.values(PLACES)) {
      expect(x - BOX.width / 2).toBeGreaterThanOrEqual(0)
      expect(x + BOX.width / 2).toBeLessThanOrEqual(WIDTH)
      expect(y + BOX.height / 2).toBeLessThanOrEqual(HEIGHT)
    }
  })
})
