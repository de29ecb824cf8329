/** The journal leaves deliveries out that follow from what was sent; folding through Deliveries puts exactly these back. */
import { describe, expect, it } from 'vitest'
import { Deliveries, KIND, STRIDE, timeOf, type LinkTarget } from '../../src/cluster'
import { Distribution } from '../../src/kernel'
import { PRESETS } from '../../src/scenarios/presets/all'
import { World } from '../../src/scenarios/world'
import { Stage, type Act } from './stage'

const AB: LinkTarget = { from: { node: 'a' }, to: { node: 'b' } }
const sends = (...atUs: number[]): Act[] => atUs.map((us, i) => ({ atUs: us, send: 'b', name: i + 1 }))
const pair = (acts: Act[]): Stage => new Stage().node('a', acts).node('b').link('a', 'b', 100)
const delivered = (stage: Stage): string[] => stage.kinds('DELIVERED').map((r) => `${r.atUs} ${r.words[2]}`)
/** How many deliveries the journal itself has. */
function written(stage: Stage): { count: number } {
  const seen = { count: 0 }
  stage.cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) if ((words[i * STRIDE] & 255) === KIND.DELIVERED) seen.count++
  })
  return seen
}

describe('deliveries', () => {
  it('that nothing kept, first in their microsecond, are not written; the fold sees them where they belong', () => {
    const stage = pair(sends(0, 10))
    const seen = written(stage)
    stage.play()
    expect(delivered(stage)).toEqual(['100 1', '110 2'])
    expect(seen.count).toBe(0)
    const order = stage.records.map((r) => r.atUs)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('that share their microsecond with something before them are written', () => {
    const stage = pair(sends(0, 0, 100))
    const seen = written(stage)
    stage.play()
    expect(delivered(stage)).toEqual(['100 1', '100 2', '200 3'])
    // The first two leave and come together, and the act at 100 is older than either.
    expect(seen.count).toBe(2)
  })

  it('that a hold, a rule or a command at that very moment came before are written when they happen', () => {
    const held = pair(sends(0, 20)).play({ 50: { kind: 'hold', link: AB }, 500: { kind: 'release', link: AB } })
    expect(delivered(held)).toEqual(['500 1', '500 2'])
    const commanded = pair(sends(0))
    const seen = written(commanded)
    commanded.play({ 100: { kind: 'slow', target: { node: 'a' }, factor: 2 } })
    expect([delivered(commanded), seen.count]).toEqual([['100 1'], 1])
  })

  it('of a message that was lost on arrival are none', () => {
    expect(delivered(pair(sends(0, 200)).play({ 50: { kind: 'kill', target: { node: 'b' } } }))).toEqual([])
    expect(delivered(pair(sends(0)).play({ 50: { kind: 'cut', link: AB } }))).toEqual([])
  })

  it('agree with what nodes got, whatever the delays', () => {
    const acts = Array.from({ length: 400 }, (_, i): Act => ({ atUs: (i * 37) % 300, send: 'b', name: i + 1 }))
    const latency = Distribution.of({ kind: 'exponential', meanUs: 60 })
    const spec = { latency: [latency, latency, latency, latency], loss: 0.1, duplicate: 0.2, reorder: 0.1 }
    const stage = new Stage(3).node('a', acts).node('b').link('a', 'b', 0, spec).play()
    const got = stage.log('b').map((line) => line.replace('got ', ''))
    expect(delivered(stage).sort()).toEqual(got.sort())
    expect(got.length).toBe(stage.cluster.delivered)
  })

  it.each(['storefront', 'web-tier', 'flapping-link', 'retry-storm'])(
    'are all there in %s, each after it was sent and before it is worked on, and read in chunks of any size',
    (preset) => {
      const world = World.build(PRESETS[preset], 5)
      const rows: string[] = []
      const under = new Set<string>()
      let count = 0
      const deliveries = new Deliveries((words, records) => {
        for (let i = 0; i < records; i++) {
          const [head, link, origin, n, path] = words.subarray(i * STRIDE)
          const id = `${link} ${origin} ${n} ${path}`
          if ((head & 255) === KIND.SENT) under.add(id)
          if ((head & 255) === KIND.DELIVERED && ++count && !under.delete(id)) rows.push(`${timeOf(words, i)} ${id}`)
        }
      })
      let flushed = 0
      world.cluster.journal.attach((words, records) => {
        const cut = flushed++ % (records + 1)
        deliveries.fold(words.subarray(0, cut * STRIDE), cut)
        deliveries.fold(words.subarray(cut * STRIDE), records - cut)
      })
      world.run(8_000_000)
      world.cluster.journal.flush()
      deliveries.end(world.cluster.nowUs)
      expect(rows).toEqual([])
      expect(count).toBe(world.cluster.delivered)
    },
  )
})
