import { describe, expect, test } from 'vitest'
import { durationUsOf, seedOf, settingsOf, wholeOf } from '../../src/cli/usage'
import { refusal } from '../../src/cli/words'
import { FaultlineError, printable } from '../../src/kernel'
import { validateScenario } from '../../src/scenarios/schema'

const line = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    return refusal(error as FaultlineError)
  }
  throw new Error('nothing was refused')
}

describe('values', () => {
  test.each([
    ['60s', 60_000_000],
    ['2min', 120_000_000],
    ['1.5', 1_500_000],
    ['250ms', 250_000],
    ['1h', 3_600_000_000],
    ['0', 0],
  ])('--for %s is %d µs', (text, us) => expect(durationUsOf(text, 1)).toBe(us))
  test.each(['', 's', '-1s', '1 week', '1e9', '25h', 'NaN'])('--for %j is refused', (text) =>
    expect(line(() => durationUsOf(text, 1))).toContain('--for is a duration such as 60s'),
  )
  test.each(['-1', '1.5', '9007199254740993', 'x', ''])('--seed %j is refused', (text) =>
    expect(line(() => seedOf(text, 1))).toContain('--seed is a whole number'),
  )
  test('--set takes key=value', () => {
    expect(settingsOf(['rho=0.5', 'key=', 'key=a=b'])).toEqual({ rho: '0.5', key: 'a=b' })
    for (const pair of ['rho', '=1', '']) expect(line(() => settingsOf([pair]))).toContain('--set takes key=value')
  })
})

describe('a refusal is one line that names the field, what is wrong and what is allowed', () => {
  test('a field', () => {
    expect(line(() => validateScenario({ version: 1, zones: ['a'], id: 'x', crossZoneUs: -1 }))).toMatch(
      /^the scenario is refused: \w+.* (is|are) /,
    )
  })
  test('a place in a text', () => {
    const params = { problem: 'notJson', allowed: '', got: '"{"', line: 2, column: 5 }
    const said = refusal(new FaultlineError('scenario.text', params))
    expect(said).toBe('the scenario is refused: it is not JSON at line 2, column 5: "{"')
  })
  test('however long or broken what was given', () => {
    const params = { field: 'x'.repeat(3_000), problem: 'wrongType', got: 'a\nb\n'.repeat(900), allowed: '' }
    const said = refusal(new FaultlineError('scenario.invalid', params))
    expect(said.length).toBeLessThan(600)
    expect(said).not.toContain('\n')
  })
})

test('nothing of a file commands the terminal, or turns the direction of what follows', () => {
  expect(printable('a\u001b[31mb\u009bc\u202ed\u2066e\u200bf\u2028g\nh')).toBe('a [31mb c d e f g h')
})

describe('what is compared', () => {
  test('a number of seeds or of a command is whole and within what there is', () => {
    expect(wholeOf('seeds', undefined, 50, 200)).toBe(50)
    expect(wholeOf('seeds', '2', 50, 200)).toBe(2)
    expect(line(() => wholeOf('seeds', '0', 50, 200))).toBe('--seeds is a whole number from 1 to 200, not "0"')
    expect(line(() => wholeOf('without', 'x', 3, 3))).toBe('--without is a whole number from 1 to 3, not "x"')
    expect(line(() => wholeOf('without', '1', 1, 0))).toBe('the run has no command to leave out')
  })
})
