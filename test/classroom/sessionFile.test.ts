/** A session's file comes back as the room's documents, and whatever is wrong with it is named or left out, never believed. */
import { describe, expect, it } from 'vitest'
import { bundleText } from '../../src/app/room/host/bundle'
import type { RoomState } from '../../src/app/room/roomStore'
import { NOTHING_KNOWN } from '../../src/app/room/roomStore'
import { readLead } from '../../src/classroom/documents/lead'
import { readLearner } from '../../src/classroom/documents/learner'
import { readRoster } from '../../src/classroom/documents/roster'
import { readSession } from '../../src/classroom/sessionFile'
import { ADA, BOB, ballot } from './pages'

const seat = { name: 'A', group: null, present: true, sinceMs: 1, joinedMs: 1, barred: false, returns: 0 }
const run = { n: 3, title: 'A web tier', link: '1.abc', atMs: 5 }
const roster = readRoster({ [`learner/${ADA}`]: seat, [`learner/${BOB}`]: { ...seat, name: 'B' } })
const lead = readLead({
  title: 'Monday',
  locks: { code: true, faults: false },
  'given/all': { n: 3, given: { kind: 'preset', preset: 'storefront', seed: 1 }, atMs: 2 },
})
const page = readLearner({ 'ballot/vote-1/1': ballot('o1'), run })
const plain = (contents: object): unknown =>
  JSON.parse(
    JSON.stringify(contents, (_, value: unknown) =>
      value instanceof Map ? (Object.fromEntries(value) as object) : value,
    ),
  )
const saved = bundleText(
  { ...NOTHING_KNOWN, lead, roster } as unknown as RoomState,
  { pages: { [ADA]: plain(page) }, missing: [BOB] },
  0,
  (ms) => new Date(ms).toISOString(),
)
type Documents = Record<string, Record<string, unknown>>
/** With its documents changed. */
function changed(change: (documents: Documents) => void): string {
  const value = JSON.parse(saved) as { faultlineSession: number; documents: Documents }
  change(value.documents)
  return JSON.stringify(value)
}

describe('a session’s file', () => {
  it('comes back as it was saved', () => {
    const session = readSession(saved)
    expect(session).toMatchObject({ savedMs: 0, missing: 1, damaged: 0 })
    expect(session.lead).toEqual(lead)
    expect(session.roster).toEqual(roster)
    expect(session.learners).toEqual(new Map([[ADA, page]]))
  })

  it.each([
    ['cut off', saved.slice(0, -40), 'session.text'],
    ['nested without end', '{"faultlineSession":'.padEnd(400_000, '['), 'session.text'],
    ['no object', '[]', 'session.invalid'],
    ['without documents', '{"faultlineSession":1,"documents":[]}', 'session.invalid'],
    ['of another version', '{"faultlineSession":2,"documents":{}}', 'session.version'],
    ['no session', '{"faultline":1,"documents":{}}', 'session.invalid'],
  ])('%s is refused by name', (_how, text, code) => {
    expect(() => readSession(text)).toThrow(expect.objectContaining({ code }))
  })

  it.each<[string, (documents: Documents) => void]>([
    ['a run that is no run', ({ learners }) => (learners[ADA] = { ...(learners[ADA] as object), run: { link: 7 } })],
    ['a link that is longer than any', ({ learners }) => (learners[ADA] = { run: { ...run, link: 'x'.repeat(1e6) } })],
    ['a learner under no learner’s name', ({ learners }) => Object.assign(learners, { constructor: {} })],
    ['a vote that is none', ({ lead: it }) => (it.vote = { 'vote-1': { text: '<script>' } })],
    ['a family that is text', ({ lead: it }) => (it.vote = 'all')],
    ['a title that is an object', ({ lead: it }) => (it.title = { toString: 1 })],
    ['a name that objects inherit', ({ lead: it }) => (it.group = { constructor: { name: 'North' } })],
    ['a document that is a list', (documents) => Object.assign(documents, { sequence: [] })],
  ])('leaves out %s, counts it, and keeps the rest', (_what, change) => {
    const session = readSession(changed(change))
    expect(session.damaged).toBeGreaterThan(0)
    expect(session.roster).toEqual(roster)
    expect(session.lead.given).toEqual(lead.given)
  })

  it('without any of its documents is an empty room', () => {
    const session = readSession('{"faultlineSession":1,"documents":{},"savedAt":{}}')
    expect(session).toMatchObject({ savedMs: null, damaged: 0, missing: 0 })
    expect(session.learners.size).toBe(0)
  })
})
