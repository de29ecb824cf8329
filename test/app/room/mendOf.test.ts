/** What would mend a diagnosis: an act that the lab takes, for every trouble that can be named; nothing where the place is none for it. */
import { describe, expect, test } from 'vitest'
import { CAUSE_KINDS } from '../../../src/classroom/suspects'
import { validateCommands } from '../../../src/scenarios/savedRun'
import { mendOf } from '../../../src/app/room/learner/mendOf'

const OF_LINKS = new Set<string>(['cut', 'delay', 'lose', 'duplicate', 'reorder', 'limit', 'flap'])
const WHOLE = new Set<string>(['partition', 'isolate'])

describe.each(CAUSE_KINDS)('%s', (kind) => {
  test.each(['node db-1', 'shard 2', 'zone north', 'group api', 'link node a>node b', ''])('at “%s”', (where) => {
    const mend = mendOf({ kind, where })
    const fits = WHOLE.has(kind) || (where !== '' && OF_LINKS.has(kind) === where.startsWith('link'))
    expect(mend !== null).toBe(fits)
    if (mend) expect(validateCommands([{ atUs: 0, afterEvents: 0, command: mend }])).toHaveLength(1)
  })
})

test('a dead node is restarted, a cut link healed', () => {
  expect(mendOf({ kind: 'kill', where: 'node db-1' })).toEqual({ kind: 'restart', target: { node: 'db-1' } })
  expect(mendOf({ kind: 'lose', where: 'link node a>shard 1' })).toEqual({
    kind: 'heal',
    link: { from: { node: 'a' }, to: { shard: 1 } },
  })
})
