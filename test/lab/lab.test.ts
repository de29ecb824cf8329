import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { actAt, cutC, killB, labAt, slowA, straight } from './runs'

const SECOND = 1_000_000
const ids = (lab: Lab): number[] => lab.branches.list.map((b) => b.id)

describe('an act', () => {
  it('at the end of a branch lengthens it', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    expect(ids(lab)).toEqual([0])
    expect(lab.active.commands).toHaveLength(1)
    expect(lab.player.world.cluster.nodes.find((n) => n.id === 'shard-1b')?.up).toBe(false)
  })

  it('before the end forks, and the branch that was there stays as it was', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    finish(lab.seek(3 * SECOND))
    const trunk = lab.fingerprint()
    actAt(lab, 2 * SECOND, cutC)
    finish(lab.seek(3 * SECOND))
    expect(lab.active).toMatchObject({ id: 1, parent: 0, forkAtUs: 2 * SECOND })
    expect(lab.active.commands.map((c) => c.command)).toEqual([killB, cutC])
    expect(lab.fingerprint().hex).not.toBe(trunk.hex)
    finish(lab.select(0))
    expect(lab.active.end.atUs).toBe(3 * SECOND)
    expect(lab.fingerprint()).toEqual(trunk)
  })

  it('that names nothing changes nothing, not even by a fork', () => {
    const lab = labAt(2 * SECOND)
    finish(lab.seek(SECOND))
    const before = lab.fingerprint()
    expect(() => finish(lab.act({ kind: 'kill', target: { node: 'nobody' } }))).toThrow()
    expect(ids(lab)).toEqual([0])
    expect(lab.fingerprint()).toEqual(before)
    expect(lab.canUndo).toBeNull()
  })
})

describe('a fork', () => {
  it('plays on without what came later, beside the branch it left', () => {
    const lab = labAt(2 * SECOND)
    finish(lab.act(killB))
    finish(lab.seek(4 * SECOND))
    finish(lab.seek(SECOND))
    finish(lab.fork())
    finish(lab.seek(4 * SECOND))
    expect(lab.active.commands).toEqual([])
    expect(lab.fingerprint().hex).toBe(straight(7, [], 4 * SECOND))
    expect(lab.comparison.track).toBe(lab.branches.get(0))
    expect(lab.comparison.act).toBeNull()
  })
})

describe('undo', () => {
  it('makes the newest act never have happened, and stands where it was', () => {
    const lab = labAt(SECOND)
    const before = lab.fingerprint()
    finish(lab.act(killB))
    finish(lab.seek(3 * SECOND))
    finish(lab.undo())
    expect(lab.fingerprint()).toEqual(before)
    expect(lab.active.end.atUs).toBe(SECOND)
    expect(lab.comparison.track).toBeNull()
    finish(lab.seek(3 * SECOND))
    expect(lab.fingerprint().hex).toBe(straight(7, [], 3 * SECOND))
  })

  it('of the act that made a branch takes the branch back, and redo brings it again', () => {
    const lab = labAt(3 * SECOND)
    actAt(lab, SECOND, killB)
    finish(lab.seek(2 * SECOND))
    const forked = lab.fingerprint()
    finish(lab.undo())
    expect(ids(lab)).toEqual([0])
    expect(lab.timeUs).toBe(SECOND)
    expect(lab.active.end.atUs).toBe(3 * SECOND)
    finish(lab.redo())
    expect(ids(lab)).toEqual([0, 1])
    finish(lab.seek(2 * SECOND))
    expect(lab.fingerprint()).toEqual(forked)
  })

  it('leaves what a branch inherited alone', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    finish(lab.seek(3 * SECOND))
    finish(lab.seek(2 * SECOND))
    finish(lab.fork())
    expect(lab.canUndo).toBeNull()
    expect(() => finish(lab.undo())).toThrow('undo.nothing')
  })

  it('and redo, in any number, give the run of the commands that are left', () => {
    const acts: Command[] = [killB, slowA, cutC]
    fc.assert(
      fc.property(fc.array(fc.constantFrom('undo', 'redo', 'play'), { maxLength: 12 }), (steps) => {
        const lab = labAt(0)
        acts.forEach((command, i) => actAt(lab, (i + 1) * 500_000, command))
        let left = acts.length
        for (const step of steps) {
          if (step === 'play') lab.advance(50_000, () => false)
          else if (step === 'undo' && lab.canUndo) {
            finish(lab.undo())
            left--
          } else if (step === 'redo' && lab.canRedo) {
            finish(lab.redo())
            left++
          }
          expect(lab.value().commands.map((c) => c.command)).toEqual(acts.slice(0, left))
        }
        finish(lab.seek(2_500_000))
        const kept = acts.slice(0, left).map((command, i) => ({ atUs: (i + 1) * 500_000, command }))
        expect(lab.fingerprint().hex).toBe(straight(7, kept, 2_500_000))
      }),
      { numRuns: 15 },
    )
  }, 120_000)

  it('is over once something else is done', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    finish(lab.undo())
    expect(lab.canRedo).toEqual(killB)
    finish(lab.act(slowA))
    expect(lab.canRedo).toBeNull()
  })
})

describe('the shadow of an act', () => {
  const column = (lab: Lab, name: 'without' | 'with'): Float64Array => {
    const store = name === 'with' ? lab.player.track.store : lab.comparison.track?.store
    return store!.chart(0, 3 * SECOND, 30).columns
  }

  it('is the run without it: the same before, another one after', () => {
    const lab = labAt(1_500_000)
    finish(lab.act({ kind: 'kill', target: { shard: 0 } }))
    while (lab.timeUs < 3 * SECOND) lab.advance(100_000, () => false)
    expect(lab.comparison.act).toEqual({ command: { kind: 'kill', target: { shard: 0 } }, atUs: 1_500_000 })
    expect(lab.comparison.track?.end.atUs).toBe(3 * SECOND)
    const steps = 30
    const before = (columns: Float64Array): number[] => [...columns].filter((_, i) => i % steps < 14)
    expect(before(column(lab, 'with'))).toEqual(before(column(lab, 'without')))
    expect(column(lab, 'with')).not.toEqual(column(lab, 'without'))
    expect(column(lab, 'without')).toEqual(labAt(3 * SECOND).player.track.store!.chart(0, 3 * SECOND, 30).columns)
  })

  it('gives way to a chosen branch', () => {
    const lab = labAt(2 * SECOND)
    actAt(lab, SECOND, killB)
    expect(lab.comparison.act).not.toBeNull()
    finish(lab.compare(0))
    expect(lab.comparison).toMatchObject({ act: null, track: lab.branches.get(0) })
  })
})

describe('branches', () => {
  const forked = (): Lab => {
    const lab = labAt(3 * SECOND)
    actAt(lab, SECOND, killB)
    finish(lab.seek(2 * SECOND))
    actAt(lab, 1_500_000, slowA)
    finish(lab.seek(3 * SECOND))
    return lab
  }

  it('are named, and named no more', () => {
    const lab = forked()
    lab.rename(1, '  without b ')
    expect(lab.branches.get(1).name).toBe('without b')
    lab.rename(1, ' ')
    expect(lab.branches.get(1).name).toBeNull()
  })

  it('hand their children on when they are removed; the trunk stays', () => {
    const lab = forked()
    finish(lab.remove(1))
    expect(lab.branches.get(2)).toMatchObject({ parent: 0, forkAtUs: SECOND })
    expect(lab.fingerprint().hex).toBe(
      straight(
        7,
        [
          { atUs: SECOND, command: killB },
          { atUs: 1_500_000, command: slowA },
        ],
        3 * SECOND,
      ),
    )
    expect(() => finish(lab.remove(0))).toThrow('branch.trunk')
    expect(() => finish(lab.select(9))).toThrow('branch.unknown')
  })

  it('that were folded away show the same charts when they are looked at again', () => {
    const lab = labAt(2 * SECOND)
    finish(lab.act(killB))
    finish(lab.seek(3 * SECOND))
    const chart = (): unknown => lab.player.track.store!.chart(0, 3 * SECOND, 30)
    const before = chart()
    for (let i = 0; i < 9; i++) {
      finish(lab.seek(SECOND + i * 100_000))
      finish(lab.fork())
    }
    expect(lab.branches.get(0).store).toBeNull()
    expect(lab.branches.list.filter((b) => b.store !== null).length).toBeLessThan(10)
    finish(lab.select(0))
    expect(chart()).toEqual(before)
    expect(lab.active.end.atUs).toBe(3 * SECOND)
  })

  it('change sides when the compared one is played', () => {
    const lab = forked()
    finish(lab.compare(0))
    finish(lab.select(0))
    expect(lab.active.id).toBe(0)
    expect(lab.comparison.track).toBe(lab.branches.get(2))
  })
})

describe('a session', () => {
  it('restored is the same: branches, playhead, what is beside, and every fingerprint', () => {
    const lab = labAt(3 * SECOND)
    actAt(lab, SECOND, killB)
    finish(lab.seek(2 * SECOND))
    actAt(lab, 1_500_000, slowA)
    finish(lab.seek(3 * SECOND))
    lab.rename(2, 'slow')
    finish(lab.compare(1))
    finish(lab.seek(2_750_000))
    const session = lab.session()
    const again = finish(Lab.restore(JSON.parse(JSON.stringify(session)) as typeof session))
    expect(again.session()).toEqual({ ...session, branches: again.session().branches })
    expect(again.session().branches.map((b) => b.commands)).toEqual(session.branches.map((b) => b.commands))
    for (const id of [2, 0, 1]) {
      for (const one of [lab, again]) {
        finish(one.select(id))
        finish(one.seek(1_900_000))
      }
      expect(again.fingerprint()).toEqual(lab.fingerprint())
    }
    expect(again.player.track.store!.chart(0, 2 * SECOND, 20)).toEqual(lab.player.track.store!.chart(0, 2 * SECOND, 20))
  })
})
