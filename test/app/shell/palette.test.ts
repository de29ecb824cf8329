import { describe, expect, test } from 'vitest'
import { momentAsked } from '../../../src/app/shell/palette/entries'
import { ranked } from '../../../src/app/shell/palette/rank'

const names = (query: string): string[] =>
  ranked(
    [
      { name: 'Tool: Kill' },
      { name: 'Stall its disk: shard-1b' },
      { name: 'Kill: shard-1b' },
      { name: 'Kill: shard-2b' },
    ],
    query,
  ).map((entry) => entry.name)

describe('the palette', () => {
  test('every word of the query must occur', () => {
    expect(names('kill shard-1b')).toEqual(['Kill: shard-1b'])
    expect(names('kill nothing')).toEqual([])
  })

  test('names that begin with the query come first', () => {
    expect(names('kill')[0]).toBe('Kill: shard-1b')
    expect(names('kill')).toHaveLength(3)
  })

  test('moments are understood with and without a unit', () => {
    expect(momentAsked('seek 40 s')).toBe(40_000_000)
    expect(momentAsked('Seek to 45 s')).toBe(45_000_000)
    expect(momentAsked('40.5')).toBe(40_500_000)
    expect(momentAsked('250 ms')).toBe(250_000)
    expect(momentAsked('kill 40')).toBeNull()
  })
})
