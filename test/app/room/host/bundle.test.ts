/** The session as a file: every document, every learner's page, and who could not be read. */
import { describe, expect, it } from 'vitest'
import { ADA, BOB, ballot } from '../../../classroom/pages'
import { bundleText, readLearners } from '../../../../src/app/room/host/bundle'
import { NOTHING_KNOWN } from '../../../../src/app/room/roomStore'
import type { RoomState } from '../../../../src/app/room/roomStore'
import { readLead } from '../../../../src/classroom/documents/lead'
import { readRoster } from '../../../../src/classroom/documents/roster'

const attendance = { name: 'A', group: null, present: true, sinceMs: 1, joinedMs: 1, barred: false, returns: 0 }
const roster = readRoster({ [`learner/${ADA}`]: attendance, [`learner/${BOB}`]: { ...attendance, name: 'B' } })

describe('the session as a file', () => {
  it('holds what could be read, validated, and names whom it lacks', async () => {
    const told: number[] = []
    const read = await readLearners(
      roster,
      (learner) => Promise.resolve(learner === ADA ? { 'ballot/vote-1/1': ballot('o1'), run: 'damaged' } : null),
      (done) => told.push(done),
    )
    expect(told).toEqual([1, 2])
    const state = { ...NOTHING_KNOWN, roster, lead: readLead({ title: 'Monday' }) } as unknown as RoomState
    const bundle = JSON.parse(bundleText(state, read, 5, (ms) => `at ${ms}`)) as Record<string, unknown>
    expect(bundle).toMatchObject({
      faultlineSession: 1,
      savedAt: 'at 5',
      missing: [BOB],
      documents: {
        lead: { title: 'Monday' },
        roster: { learner: { [BOB]: { name: 'B' } } },
        learners: { [ADA]: { ballot: { 'vote-1/1': { option: 'o1' } }, run: null, aside: ['run'] } },
      },
    })
  })
})
