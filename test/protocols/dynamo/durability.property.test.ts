/**
 * What R + W > N promises: a read of two that begins after a write of two was acknowledged does not miss it, whatever crashes,
 * stalls and cuts come, and also when disks are lost, one at a time: the next only when the last one's replica is a member again.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Group } from './script'

const replica = fc.constantFrom('a', 'b', 'c')
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ verb: fc.constantFrom('write', 'read', 'read'), at: replica, key: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      verb: fc.constantFrom(
        'kill',
        'restart',
        'restart',
        'stall',
        'resume',
        'stallDisk',
        'resumeDisk',
        'loseDisk',
        'loseDisk',
      ),
      at: replica,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constantFrom('cut', 'heal', 'hold', 'release'), at: replica, other: replica }),
  },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('healAll'), at: replica }) },
)
const timed = fc.array(fc.record({ step, runUs: fc.constantFrom(0, 5, 20, 60, 200, 1500, 600_000) }), {
  minLength: 30,
  maxLength: 120,
})

it('no acknowledged write of two is missed by a later read of two, also when one disk is lost', () => {
  let judged = 0
  let lost = 0
  fc.assert(
    fc.property(timed, (steps) => {
      const group = new Group({ n: '3', ack: 'synced', repair: 'yes' })
      const asked: { isWrite: boolean; key: number; atUs: number }[] = []
      for (const { step: s, runUs } of steps) {
        if ('key' in s) {
          asked.push({ isWrite: s.verb === 'write', key: s.key, atUs: group.cluster.nowUs })
          group.do(s.verb, [String(s.key), String(asked.length)], { at: s.at, w: '2', r: '2' })
        } else if (s.verb === 'loseDisk') {
          if (group.cluster.nodes.every((node) => !node.diskLost)) {
            lost++
            group.do('kill', [s.at, 'disk'], {})
          }
        } else if ('other' in s) {
          if (s.other !== s.at) group.do(s.verb, [s.at, s.other], {})
        } else group.do(s.verb, [s.at], {})
        group.do('run', [String(runUs)], {})
      }
      const ok = group.results
        .filter((r) => r.status === 'ok')
        .map((r) => ({ ...r, ...asked[r.ask], begunUs: asked[r.ask].atUs, endedUs: r.atUs }))
      for (const read of ok.filter((r) => !r.isWrite)) {
        const before = ok.filter((w) => w.isWrite && w.key === read.key && w.endedUs < read.begunUs)
        judged += before.length
        for (const write of before) expect(read.version).toBeGreaterThanOrEqual(write.version)
      }
    }),
    { numRuns: 150 },
  )
  expect(judged).toBeGreaterThan(200)
  expect(lost).toBeGreaterThan(50)
})
