/** Draws are keyed by cause: what happens to one message, or that a node more stands there, changes nobody else's luck. */
import { describe, expect, it } from 'vitest'
import { sameForAllLegs } from '../../src/cluster'
import type { Command } from '../../src/cluster'
import { Distribution } from '../../src/kernel'
import type { Act } from './stage'
import { Stage } from './stage'

const exponential = Distribution.of({ kind: 'exponential', meanUs: 500 })
const chancy = { latency: sameForAllLegs(exponential), loss: 0.2, duplicate: 0.2 }
const sends: Act[] = Array.from({ length: 50 }, (_, i) => ({ atUs: i * 100, send: 'b', name: i + 1 }))
const slowWork = { workers: 50, queueLimit: 0, service: exponential, disk: exponential, replies: true }

function fates(stage: Stage, of: (name: number) => boolean, commands: Record<number, Command> = {}): string[] {
  stage.play(commands)
  return stage.records
    .filter((r) => ['SENT', 'DELIVERED', 'DROPPED', 'FINISHED'].includes(r.kind) && of(r.words[2]))
    .map((r) => `${r.atUs} ${r.kind} ${r.words[2]} ${r.words[3]}`)
}
const plain = (): string[] =>
  fates(new Stage(7).node('a', sends).node('b', [], slowWork).link('a', 'b', 0, chancy), (name) => name <= 50)

describe('keyed draws', () => {
  it('the same seed gives the same run, another seed another', () => {
    expect(plain()).toEqual(plain())
    const other = new Stage(8).node('a', sends).node('b', [], slowWork).link('a', 'b', 0, chancy)
    expect(fates(other, (name) => name <= 50)).not.toEqual(plain())
  })

  it('messages more, in between and before, shift nobody', () => {
    const more: Act[] = [
      ...sends,
      ...sends.map((act): Act => ({ ...act, atUs: act.atUs / 2, send: 'b', name: 900 + act.atUs })),
    ]
    const stage = new Stage(7).node('a', more).node('b', [], slowWork).link('a', 'b', 0, chancy)
    expect(fates(stage, (name) => name <= 50)).toEqual(plain())
  })

  it('a node more, even the first, shifts nothing but indices', () => {
    const stage = new Stage(7).node('z').node('a', sends).node('b', [], slowWork).link('z', 'a', 0, chancy)
    stage.link('a', 'b', 0, chancy)
    expect(fates(stage, () => true)).toEqual(plain())
  })

  it('a fault on one link changes no latency on another', () => {
    const stage = new Stage(7).node('a', sends).node('b', [], slowWork).node('c').link('a', 'b', 0, chancy)
    stage.link('b', 'c', 0, chancy)
    const lose: Command = { kind: 'lose', link: { from: { node: 'b' }, to: { node: 'c' } }, probability: 1 }
    expect(fates(stage, () => true, { 0: lose })).toEqual(plain())
  })
})
