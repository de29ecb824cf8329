/** Documents of a room: who may read and write each, and how what is in them is read. */
import { describe, expect, it } from 'vitest'
import { readAnswers } from '../../src/classroom/documents/answers'
import { readHost } from '../../src/classroom/documents/host'
import { assignmentFor, faultsFor, readLead } from '../../src/classroom/documents/lead'
import { readLearner } from '../../src/classroom/documents/learner'
import { COMMON_DOCUMENTS, accessOf, documentName, placeOfDocument } from '../../src/classroom/documents/names'
import type { DocumentPlace } from '../../src/classroom/documents/names'
import { attendance, readRoster } from '../../src/classroom/documents/roster'
import { readScreen } from '../../src/classroom/documents/screen'
import { commandKey, commandsOf, readSequence } from '../../src/classroom/documents/sequence'
import { ROOM_LIMITS } from '../../src/classroom/limits'
import { ADA, BOB, answersOf, ballot, diagnosis } from './pages'

const ROOM = `r${'a'.repeat(26)}`
const places: DocumentPlace[] = [
  ...COMMON_DOCUMENTS.map((document) => ({ room: ROOM, document })),
  { room: ROOM, document: 'learner', learner: ADA },
]
const told = (role: 'host' | 'learner' | 'projector', id: string) =>
  Object.fromEntries(
    places.map((place) => {
      const { read, write } = accessOf({ role, id }, place)
      return [place.document, write ? 'write' : read ? 'read' : '']
    }),
  )

describe('who may read and write which document', () => {
  it('a host writes what leads, and reads everything', () => {
    expect(told('host', 'haaaaaaaaaaaa')).toEqual({
      lead: 'write',
      host: 'write',
      screen: 'write',
      roster: 'read',
      answers: 'read',
      sequence: 'read',
      learner: 'read',
    })
  })
  it('a learner writes its own document, and reads what leads', () => {
    const common = { lead: 'read', host: '', screen: '', roster: '', answers: '', sequence: 'read' }
    expect(told('learner', ADA)).toEqual({ ...common, learner: 'write' })
    expect(told('learner', BOB)).toEqual({ ...common, learner: '' })
  })
  it('a projector writes nothing, and reads nothing of one learner or of hosts alone', () => {
    const reads = { lead: 'read', screen: 'read', roster: 'read', sequence: 'read' }
    expect(told('projector', ADA)).toEqual({ ...reads, host: '', answers: '', learner: '' })
  })
  it('a name says which document, and nothing else is one', () => {
    for (const place of places) expect(placeOfDocument(documentName(place))).toEqual(place)
    for (const name of ['', ROOM, `${ROOM}/`, `${ROOM}/leads`, `${ROOM}/lead/${ADA}`, `${ROOM}/learner`, 'x/lead'])
      expect(placeOfDocument(name), name).toBeNull()
    expect(placeOfDocument(`${ROOM}/learner/${ADA}/more`)).toBeNull()
    expect(placeOfDocument(`${ROOM}/learner/__proto__`)).toBeNull()
  })
})

describe('reading a document', () => {
  it('sets aside what is damaged, unknown or hostile, and uses the rest', () => {
    const lead = readLead({
      title: 'Tuesday',
      frozen: 'yes',
      __proto__x: 1,
      'group/g1': { name: '<script>alert(1)</script>' },
      'member/nobody': 'g1',
      [`member/${ADA}`]: 'g1',
      'fault/f1': {
        n: 1,
        to: { to: 'all' },
        commands: [{ kind: 'explode' }],
        concealed: false,
        revealed: false,
        atMs: 1,
      },
      'given/all': { n: 1, given: { kind: 'run', link: 'javascript:alert(1)', title: '' }, atMs: 1 },
    })
    expect(lead.title).toBe('Tuesday')
    expect(lead.frozen).toBeNull()
    expect(lead.member.get(ADA)).toBe('g1')
    expect(lead.aside.sort()).toEqual(
      ['frozen', '__proto__x', 'group/g1', 'member/nobody', 'fault/f1', 'given/all'].sort(),
    )
  })
  it('is of nothing where there is nothing, and reads no more than a stated number of entries', () => {
    for (const nothing of [null, undefined, 7, 'text', []]) expect(readLearner(nothing).ballot.size).toBe(0)
    const many = Object.fromEntries(Array.from({ length: ROOM_LIMITS.entries + 5 }, (_, i) => [`x${i}`, 1]))
    expect(readLearner(many).aside).toHaveLength(ROOM_LIMITS.entries + 1)
  })
  it('each of them', () => {
    expect(readHost({ step: 2, session: 'x', [`note/${ADA}`]: 'quick' }).note.get(ADA)).toBe('quick')
    expect(readScreen({ shown: { show: 'tiles', names: false } }).shown).toEqual({ show: 'tiles', names: false })
    const runs = Array.from({ length: ROOM_LIMITS.runsCompared + 1 }, () => ({ title: '', link: '1.ab' }))
    expect(readScreen({ shown: { show: 'runs', runs } }).aside).toEqual(['shown'])
    const here = {
      name: 'Calm Heron',
      group: null,
      present: true,
      cleared: false,
      sinceMs: 1,
      joinedMs: 1,
      barred: false,
      returns: 0,
    }
    expect(readRoster({ [`learner/${ADA}`]: here, code: 'ABC' }).learner.get(ADA)).toEqual(here)
    expect(attendance).toBeDefined()
    expect(readAnswers({ [`learner/${ADA}`]: { ballots: 1 } }).aside).toEqual([`learner/${ADA}`])
  })
})

describe('what a learner is given', () => {
  const given = (n: number, preset: string) => ({ n, given: { kind: 'preset', preset, seed: 1 }, atMs: 1 })
  const lead = readLead({
    'given/all': given(3, 'storefront'),
    'given/group-odd': given(4, 'feed'),
    [`given/${ADA}`]: given(2, 'old'),
    [`member/${ADA}`]: 'odd',
    'fault/b': {
      n: 2,
      to: { to: 'group', group: 'odd' },
      commands: [{ kind: 'healAll' }],
      concealed: true,
      revealed: false,
      atMs: 1,
    },
    'fault/a': { n: 1, to: { to: 'all' }, commands: [{ kind: 'healAll' }], concealed: false, revealed: false, atMs: 1 },
    'fault/c': {
      n: 3,
      to: { to: 'learner', learner: BOB },
      commands: [{ kind: 'healAll' }],
      concealed: false,
      revealed: false,
      atMs: 1,
    },
  })
  it('is the newest of what all, the group and the one were given', () => {
    expect(assignmentFor(lead, ADA)?.given).toEqual({ kind: 'preset', preset: 'feed', seed: 1 })
    expect(assignmentFor(lead, BOB)?.given).toEqual({ kind: 'preset', preset: 'storefront', seed: 1 })
    expect(assignmentFor(readLead({}), ADA)).toBeNull()
  })
  it('and the faults of whom it belongs to, in order', () => {
    expect(faultsFor(lead, ADA).map(([id]) => id)).toEqual(['a', 'b'])
    expect(faultsFor(lead, BOB).map(([id]) => id)).toEqual(['a', 'c'])
  })
})

describe('what the server gathers of a learner', () => {
  it('carries the moment when the server first saw it, whatever the learner’s clock says', () => {
    const answers = answersOf({
      [ADA]: [
        [1_000, { 'ballot/v1/1': ballot('a'), hand: 5 }],
        [2_000, { 'ballot/v1/1': ballot('a'), hand: 6 }],
        [3_000, { 'ballot/v1/1': ballot('b'), hand: null }],
      ],
    })
    expect(answers.learner.get(ADA)?.ballots).toEqual({ 'v1/1': { option: 'b', sure: 'sure', seenMs: 3_000 } })
    expect(answers.learner.get(ADA)?.hand).toBeNull()
  })
  it('keeps a diagnosis as it was first seen: none can be mended afterwards', () => {
    const answers = answersOf({
      [ADA]: [
        [1_000, { 'diagnosis/f1/1': diagnosis('kill', 'node db-1'), 'landed/f1': { atUs: 1, atMs: 1 } }],
        [2_000, { 'diagnosis/f1/1': diagnosis('slow', 'node db-2'), 'diagnosis/f1/2': diagnosis('cut', 'shard 1') }],
        [3_000, {}],
      ],
    })
    expect(answers.learner.get(ADA)?.diagnoses.f1).toEqual([
      { cause: { kind: 'kill', where: 'node db-1' }, sure: 'likely', seenMs: 1_000 },
      { cause: { kind: 'cut', where: 'shard 1' }, sure: 'likely', seenMs: 2_000 },
    ])
    expect(answers.learner.get(ADA)?.landed).toEqual({ f1: 1_000 })
  })
})

describe('the shared cluster’s sequence', () => {
  it('gives the commands of the present base in their order', () => {
    const stamped = (atUs: number) => ({ atUs, command: { kind: 'healAll' }, by: ADA })
    const sequence = readSequence({
      base: { id: 'b2', link: '1.ab', pace: 1, running: true, horizonUs: 5, endUs: 10 },
      [commandKey('b2', 10)]: stamped(4),
      [commandKey('b2', 9)]: stamped(3),
      [commandKey('b1', 1)]: stamped(1),
    })
    expect(commandsOf(sequence).map(({ atUs }) => atUs)).toEqual([3, 4])
    expect(commandsOf(readSequence({}))).toEqual([])
  })
})
