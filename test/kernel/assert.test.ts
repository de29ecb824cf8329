import { describe, expect, it } from 'vitest'
import { assert, FaultlineError } from '../../src/kernel'

describe('failures', () => {
  it('assert throws for our own bugs, and only then', () => {
    expect(() => assert(true, 'fine')).not.toThrow()
    expect(() => assert(0, 'the clock ran backwards')).toThrow('Assertion failed: the clock ran backwards')
  })

  it('FaultlineError carries a code and parameters, no sentence', () => {
    const error = new FaultlineError('scenario.unknownNode', { node: 'n7', line: 3 })
    expect(error).toBeInstanceOf(Error)
    expect([error.message, error.code, error.params, error.name]).toEqual([
      'scenario.unknownNode',
      'scenario.unknownNode',
      { node: 'n7', line: 3 },
      'FaultlineError',
    ])
    expect(new FaultlineError('link.damaged').params).toEqual({})
  })
})
