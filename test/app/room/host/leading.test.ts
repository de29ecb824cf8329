/** What each act of a teacher writes, held against how the room's documents are read. */
import { describe, expect, it } from 'vitest'
import { ADA, BOB, EVE, answersOf, ballot } from '../../../classroom/pages'
import { reached } from '../../../../src/app/room/host/inflicting'
import type { Write } from '../../../../src/app/room/host/leading'
import {
  asking,
  askingAgain,
  closing,
  giving,
  injecting,
  nextNumber,
  optionsFrom,
  revealing,
  revealingFault,
  stepWrites,
} from '../../../../src/app/room/host/leading'
import { assignmentFor, faultsDue, readLead } from '../../../../src/classroom/documents/lead'
import type { Lead } from '../../../../src/classroom/documents/lead'
import { readHost } from '../../../../src/classroom/documents/host'

/** The documents after these writes; what their readers set aside fails the test. */
class Room {
  private readonly entries = { lead: {}, host: {}, screen: {} } as Record<
    'lead' | 'host' | 'screen',
    Record<string, unknown>
  >
  do(writes: readonly Write[] | null): void {
    for (const [document, key, value] of writes ?? []) {
      if (value === null) Reflect.deleteProperty(this.entries[document], key)
      else this.entries[document][key] = value
    }
    expect([this.lead.aside, readHost(this.entries.host).aside]).toEqual([[], []])
  }
  get lead(): Lead {
    return readLead({ ...this.entries.lead })
  }
  get host() {
    return readHost(this.entries.host)
  }
}
const ALL = { to: 'all' } as const
const kill = { kind: 'kill', target: { node: 'shard-2b' } } as const
const cause = { kind: 'kill', where: 'node shard-2b' } as const

describe('giving', () => {
  it('the newest that a learner was given holds, whomever it was given to', () => {
    const room = new Room()
    room.do(giving(room.lead, { kind: 'preset', preset: 'web-tier', seed: 7 }, ALL, 1))
    room.do(giving(room.lead, { kind: 'lesson', lesson: 'retries' }, { to: 'learner', learner: ADA }, 2))
    expect(assignmentFor(room.lead, ADA)?.given.kind).toBe('lesson')
    expect(assignmentFor(room.lead, BOB)?.given.kind).toBe('preset')
    room.do(giving(room.lead, { kind: 'shared' }, ALL, 3))
    expect(assignmentFor(room.lead, ADA)?.given.kind).toBe('shared')
  })
  it('lets a lesson be gone freely again', () => {
    const room = new Room()
    room.do([['lead', 'pace', { section: 'prediction', step: null }]])
    room.do(giving(room.lead, { kind: 'lesson', lesson: 'retries' }, ALL, 1))
    expect(room.lead.pace).toBeNull()
  })
})

describe('a vote', () => {
  const answers = answersOf({
    [ADA]: [[10, { 'ballot/vote-1/1': ballot('o1'), 'ballot/vote-1/2': ballot('o2') }]],
    [BOB]: [[10, { 'ballot/vote-1/1': ballot('o2', 'guess') }]],
    [EVE]: [[10, {}]],
  })
  const now = (room: Room) => room.lead.vote.get(room.lead.asked ?? '')!

  it('holds neither counts nor what is right before it is revealed, nor when it is asked again', () => {
    const room = new Room()
    room.do(asking(room.lead, 'Who notices?', optionsFrom(['All', 'None'])))
    expect(now(room)).toMatchObject({ phase: 'open', round: 1, tallies: [], right: null })
    room.do(closing('vote-1', now(room)))
    expect(now(room)).toMatchObject({ phase: 'closed', tallies: [], right: null })
    room.do(revealing('vote-1', now(room), answers, 'o2'))
    expect(now(room)).toMatchObject({ phase: 'revealed', right: 'o2' })
    expect(now(room).tallies).toEqual([{ o1: { guess: 0, likely: 0, sure: 1 }, o2: { guess: 1, likely: 0, sure: 0 } }])
    room.do(askingAgain('vote-1', now(room)))
    expect(now(room)).toMatchObject({ phase: 'open', round: 2, tallies: [], right: null })
    room.do(revealing('vote-1', now(room), answers, null))
    expect(now(room).tallies[1].o2).toEqual({ guess: 0, likely: 0, sure: 1 })
  })
})

describe('a fault', () => {
  it('has its answer where only hosts read, and none when it is done openly', () => {
    const room = new Room()
    room.do(injecting(room.lead, { commands: [kill], concealed: true, causes: [cause], to: ALL }, 1))
    room.do(injecting(room.lead, { commands: [kill], concealed: false, causes: [cause], to: ALL }, 2))
    expect([...room.host.answer]).toEqual([['fault-1', { causes: [cause], note: '' }]])
    expect([...room.lead.fault.values()].every((fault) => !('causes' in fault))).toBe(true)
    room.do(revealingFault('fault-1', room.lead.fault.get('fault-1')!))
    expect(room.lead.fault.get('fault-1')?.revealed).toBe(true)
  })
  it('reaches nobody alone where the cluster is shared', () => {
    const room = new Room()
    const one = { to: 'learner', learner: ADA } as const
    room.do(giving(room.lead, { kind: 'preset', preset: 'web-tier', seed: 7 }, ALL, 1))
    expect(reached(room.lead, one)).toEqual(one)
    room.do(giving(room.lead, { kind: 'shared' }, ALL, 2))
    expect(reached(room.lead, one)).toEqual(ALL)
  })
  it('lands once, on what was given before it, and no more when it is revealed', () => {
    const room = new Room()
    const due = (landed: string[] = []) => faultsDue(room.lead, ADA, new Set(landed)).map(([id]) => id)
    room.do(giving(room.lead, { kind: 'preset', preset: 'web-tier', seed: 7 }, ALL, 1))
    room.do(injecting(room.lead, { commands: [kill], concealed: true, causes: [cause], to: ALL }, 2))
    room.do(injecting(room.lead, { commands: [kill], concealed: false, causes: [], to: ALL }, 3))
    expect(due()).toEqual(['fault-2', 'fault-3'])
    expect(due(['fault-2'])).toEqual(['fault-3'])
    room.do(revealingFault('fault-2', room.lead.fault.get('fault-2')!))
    expect(due()).toEqual(['fault-3'])
    room.do(giving(room.lead, { kind: 'preset', preset: 'storefront', seed: 7 }, ALL, 4))
    expect(due()).toEqual([])
    expect(nextNumber(room.lead)).toBe(5)
  })
})

describe('a step of the plan', () => {
  const common = { title: '', note: '', minutes: 5 }
  it('writes what its name says; the shared cluster is the server’s', () => {
    const room = new Room()
    const step = (one: Parameters<typeof stepWrites>[1]) => stepWrites(room.lead, one, 9)
    room.do(step({ ...common, do: 'freeze', frozen: true }))
    room.do(step({ ...common, do: 'lock', locks: { code: true, faults: false } }))
    room.do(step({ ...common, do: 'give', given: { kind: 'lesson', lesson: 'retries' } }))
    room.do(step({ ...common, do: 'pace', pace: { section: 'prediction', step: null } }))
    room.do(step({ ...common, do: 'ask', text: 'Why?', options: optionsFrom(['a', 'b']), right: 'o2' }))
    room.do(step({ ...common, do: 'inject', commands: [kill], concealed: true, causes: [cause] }))
    expect(room.lead).toMatchObject({
      frozen: true,
      locks: { code: true, faults: false },
      pace: { section: 'prediction', step: null },
      asked: 'vote-2',
    })
    expect(room.lead.vote.get('vote-2')?.right).toBeNull()
    expect([...room.lead.fault.keys()]).toEqual(['fault-3'])
    expect(step({ ...common, do: 'say' })).toEqual([])
    expect(step({ ...common, do: 'share', link: '1.abc' })).toBeNull()
  })
})
