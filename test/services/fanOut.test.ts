/** Scatter and gather, among scripted leaves. */
import { describe, expect, it } from 'vitest'
import type { FanOutConfig } from '../../src/services/fanOut'
import { Stage } from './stage'

const CONFIG: FanOutConfig = { leaves: [2, 3, 4, 5], count: 3, timeoutUs: 5_000 }
function fanned(scripts: string[][], b = 0, atUs: number[] = [0]): Stage {
  const stage = new Stage().node(
    'user',
    'caller',
    atUs.map((at) => ({ atUs: at, to: 'root', words: { b, call: 7 } })),
  )
  stage.node('root', 'fanOutServer', CONFIG)
  scripts.forEach((script, i) => stage.node(`leaf${i + 1}`, 'farEnd', script))
  return stage.linked()
}
const asked = (stage: Stage): number => [1, 2, 3, 4].reduce((sum, i) => sum + stage.log(`leaf${i}`).length, 0)
const four = (script: string[]): string[][] => [script, script, script, script]

describe('a server that fans out', () => {
  it('answers when the last leaf has', () => {
    const stage = fanned([['ok 100'], ['ok 200'], ['ok 300'], ['ok 400']], 4).play()
    expect(stage.log('user')).toEqual(['440 answer 1 ok'])
    expect(asked(stage)).toBe(4)
  })
  it('asks as many as it is set to, or as the request says, each only once', () => {
    expect(asked(fanned(four(['ok']), 0).play())).toBe(3)
    expect(asked(fanned(four(['ok']), 2).play())).toBe(2)
    for (const i of [1, 2, 3, 4])
      expect(
        fanned(four(['ok']), 4)
          .play()
          .log(`leaf${i}`),
      ).toHaveLength(1)
  })
  it('fails with the first leaf that fails, and only once', () => {
    const stage = fanned([['ok 100'], ['fail 50'], ['ok 300'], ['fail']], 4).play()
    expect(stage.log('user')).toEqual(['40 answer 1 failed, overloaded'])
  })
  it('fails when a leaf does not answer in time', () => {
    const stage = fanned([['ok'], ['silent'], ['ok'], ['ok']], 4).play()
    expect(stage.log('user')).toEqual(['5020 answer 1 failed, timeout'])
  })
  it('an answer that came twice does not stand for another', () => {
    const stage = fanned([['ok'], ['silent'], ['ok'], ['ok']], 4)
    stage.play({ 0: { kind: 'duplicate', link: { from: { group: 'leaf' }, to: { node: 'root' } }, probability: 1 } })
    expect(stage.log('user')).toEqual(['5020 answer 1 failed, timeout'])
  })
  it('killed, it forgets what it gathered', () => {
    const stage = fanned(four(['ok 100']), 4, [0, 900])
    stage.play({
      50: { kind: 'kill', target: { node: 'root' } },
      500: { kind: 'restart', target: { node: 'root' } },
    })
    expect(stage.log('user')).toEqual(['1040 answer 2 ok'])
    expect(stage.state<{ requests: Map<number, unknown> }>('root').requests.size).toBe(0)
    expect(stage.cluster.queue.allocated).toBe(0)
  })
})
