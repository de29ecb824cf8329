/** Votes, diagnosed faults and the table of participation. */
import { describe, expect, it } from 'vitest'
import { causeOf, isCause } from '../../src/classroom/causes'
import { gathered, noAnswers, readAnswers } from '../../src/classroom/documents/answers'
import { readLearner } from '../../src/classroom/documents/learner'
import { readRoster } from '../../src/classroom/documents/roster'
import { incidentOf } from '../../src/classroom/incidents'
import { participationCsv } from '../../src/classroom/participation'
import { movesOf, tallyOf, votesIn } from '../../src/classroom/tally'
import { ADA, BOB, EVE, answersOf, ballot, diagnosis } from './pages'

const OPTIONS = {
  options: [
    { id: 'up', text: 'It goes up' },
    { id: 'down', text: 'It goes down' },
  ],
}

describe('a vote', () => {
  const answers = answersOf({
    [ADA]: [[1, { 'ballot/v/1': ballot('up', 'guess'), 'ballot/v/2': ballot('down') }]],
    [BOB]: [[1, { 'ballot/v/1': ballot('up'), 'ballot/other/1': ballot('down') }]],
    [EVE]: [[1, { 'ballot/v/1': ballot('constructor'), 'ballot/v/2': ballot('nothing') }]],
  })
  it('counts each option by how sure people were, and options that are none not at all', () => {
    const tally = tallyOf(OPTIONS, 'v', 1, answers)
    expect(tally).toEqual({ up: { guess: 1, likely: 0, sure: 1 }, down: { guess: 0, likely: 0, sure: 0 } })
    expect([votesIn(tally), votesIn(tally, 'up'), votesIn(tally, 'down'), votesIn(tally, 'toString')]).toEqual([
      2, 2, 0, 0,
    ])
  })
  it('tells who moved between the rounds', () => {
    expect(movesOf(OPTIONS, 'v', answers)).toEqual({ up: { up: 0, down: 1 }, down: { up: 0, down: 0 } })
  })
})

describe('names that every object has', () => {
  it('are nobody’s answer, and whoever gathers finds nothing under them', () => {
    const named = diagnosis('kill', 'node db-1')
    const page = readLearner({ 'diagnosis/constructor/1': named, 'landed/valueOf': { atUs: 1, atMs: 1 } })
    expect([page.diagnosis.size, page.landed.size, page.aside.length]).toEqual([0, 0, 2])
    // As if one had come through.
    page.diagnosis.set('constructor/1', named as never)
    page.landed.set('valueOf', { atUs: 1, atMs: 1 })
    const answers = gathered(noAnswers(), page, 5)
    expect(Object.entries(answers.diagnoses)).toHaveLength(1)
    expect(answers.landed).toEqual({ valueOf: 5 })
  })
})

describe('a cause', () => {
  it('is what a command does and where', () => {
    expect(causeOf({ kind: 'kill', target: { node: 'db-1' } })).toEqual({ kind: 'kill', where: 'node db-1' })
    expect(causeOf({ kind: 'removeShard', shard: 2 })).toEqual({ kind: 'removeShard', where: 'shard 2' })
    expect(causeOf({ kind: 'healAll' })).toEqual({ kind: 'healAll', where: '' })
  })
  it('of a link is the same from either end', () => {
    const cut = causeOf({ kind: 'cut', link: { from: { group: 'api' }, to: { shard: 1 } } })
    expect(cut.where).toBe('link group api>shard 1')
    expect(isCause({ kind: 'cut', where: 'link shard 1>group api' }, [cut])).toBe(true)
    expect(isCause({ kind: 'lose', where: cut.where }, [cut])).toBe(false)
    expect(isCause({ kind: 'cut', where: 'link shard 2>group api' }, [cut])).toBe(false)
  })
})

const CAUSES = [{ kind: 'kill', where: 'node db-1' }] as const
const landed = { 'landed/f': { atUs: 1, atMs: 9e11 } }
const right = diagnosis('kill', 'node db-1')
const wrong = diagnosis('slow', 'node db-1')
const incident = answersOf({
  // Ada's landed early and she took 4 s; Bob's landed late and he took 3 s: Ada was first, Bob the quicker.
  [ADA]: [
    [10_000, landed],
    [12_000, { ...landed, 'diagnosis/f/1': wrong }],
    [14_000, { ...landed, 'diagnosis/f/1': wrong, 'diagnosis/f/2': right }],
    [20_000, { ...landed, 'mended/f': { atUs: 2, atMs: 2 } }],
    [23_000, { ...landed, 'mended/f': { atUs: 2, atMs: 2 }, 'repaired/f': { atUs: 8e6, afterUs: 7e6, atMs: 9 } }],
  ],
  [BOB]: [
    [13_000, landed],
    [16_000, { ...landed, 'diagnosis/f/1': right }],
  ],
  // Eve only says that it is mended.
  [EVE]: [[15_000, { ...landed, 'diagnosis/f/1': wrong, 'mended/f': { atUs: 2, atMs: 2 } }]],
})

describe('a fault that the class diagnoses', () => {
  it('gives each one’s time to detect and to repair, and the class’s means', () => {
    const { learners, ...all } = incidentOf('f', CAUSES, incident)
    const notMended = { repairedMs: null, repairedUs: null, saidMs: null }
    expect(learners).toEqual([
      { learner: BOB, landedMs: 13_000, tries: 1, detectedMs: 3_000, ...notMended },
      {
        learner: ADA,
        landedMs: 10_000,
        tries: 2,
        detectedMs: 4_000,
        repairedMs: 13_000,
        repairedUs: 7e6,
        saidMs: 10_000,
      },
      { learner: EVE, landedMs: 15_000, tries: 1, detectedMs: null, ...notMended, saidMs: 0 },
    ])
    expect(all).toEqual({ first: ADA, detected: 2, mttdMs: 3_500, medianMs: 3_500, mttrMs: 13_000 })
  })
  it('that nobody has diagnosed has no figures', () => {
    expect(incidentOf('g', CAUSES, incident)).toEqual({
      learners: [],
      first: null,
      detected: 0,
      mttdMs: null,
      medianMs: null,
      mttrMs: null,
    })
  })
})

const NOTHING_ASKED = { causes: new Map(), votes: new Map(), words: new Map() }

describe('what the run shows to be mended', () => {
  const repaired = { 'repaired/f': { atUs: 8e6, afterUs: 7e6, atMs: 9 } }
  it('stays as it was first seen, is gone once the run shows it no more, and answers from before there was any are read', () => {
    const seen = (...pages: [number, object][]) =>
      answersOf({ [ADA]: pages as [number, Record<string, unknown>][] }).learner.get(ADA)?.repaired
    expect(seen([1, repaired], [5, repaired])).toEqual({ f: { afterUs: 7e6, seenMs: 1 } })
    expect(seen([1, repaired], [5, {}])).toEqual({})
    const older = Object.fromEntries(Object.entries(noAnswers()).filter(([family]) => family !== 'repaired'))
    expect(readAnswers({ [`learner/${ADA}`]: older }).learner.get(ADA)).toEqual(noAnswers())
  })
})

describe('the table of participation', () => {
  const attendance = { group: null, present: true, sinceMs: 9, joinedMs: 5, barred: false, returns: 0 }
  const roster = readRoster({
    [`learner/${ADA}`]: { ...attendance, name: '=cmd|calc' },
    [`learner/${BOB}`]: { ...attendance, name: 'Bob, "the" Builder', present: false },
  })
  const csv = participationCsv(
    roster,
    incident,
    { ...NOTHING_ASKED, causes: new Map([['f', CAUSES]]) },
    (ms) => `t${ms}`,
  )
  const rows = csv.split('\r\n')
  it('has a row for everything that somebody did, and says whose word it is', () => {
    expect(rows[0]).toBe('learner,name,group,what,of,asked,answer,sure,right,at,by')
    expect(rows).toContain(`${BOB},"Bob, ""the"" Builder",,diagnosis,f,,kill node db-1,likely,true,t16000,server`)
    expect(rows).toContain(`${BOB},"Bob, ""the"" Builder",,left,,,,,,t9,server`)
    expect(rows.filter((row) => row.includes(',diagnosis,'))).toHaveLength(3)
  })
  it('parts what a run shows to be mended from what is only said', () => {
    expect(rows).toContain(`${ADA},'=cmd|calc,,mended,f,,7.0 s of the run after it,,,t23000,run`)
    expect(rows.filter((row) => row.includes(',says mended,')).map((row) => row.split(',').at(-1))).toEqual(['learner'])
  })
  it('lets no name become a formula', () => {
    expect(rows[1]).toBe(`${ADA},'=cmd|calc,,joined,,,,,,t5,server`)
  })
  it('has each question, answer and goal in words, whether it was right, and when that was seen', () => {
    const told = answersOf({
      [ADA]: [
        [
          3,
          {
            'ballot/v-1/1': ballot('o2'),
            'ballot/v-2/1': ballot('o1'),
            'goal/retries/calm': { passed: true, checks: 2, atMs: 1 },
          },
        ],
        [4, { 'ballot/v-1/1': ballot('o2'), at: { lesson: 'retries', section: 'change', seconds: 61 } }],
        [9, { 'ballot/v-1/1': ballot('o2'), at: { lesson: 'retries', section: 'change', seconds: 61 } }],
      ],
    })
    const options = [
      { id: 'o1', text: 'Yes' },
      { id: 'o2', text: 'No' },
    ]
    const asked = {
      causes: new Map(),
      votes: new Map([['v-1', { text: 'Who notices?', options, right: 'o1' }]]),
      words: new Map([
        ['retries', 'When to retry'],
        ['retries/calm', 'No storm'],
      ]),
    }
    const table = participationCsv(roster, told, asked, String)
    expect(table).toContain('vote,v-1/1,Who notices?,No,sure,false,3,server')
    expect(table).toContain('lesson,retries,When to retry,change 61 s,,,4,learner')
    const before = answersOf({
      [ADA]: [[3, { 'ballot/v-2/1': ballot('o1'), 'goal/retries/calm': { passed: true, checks: 2, atMs: 1 } }]],
    })
    const one = participationCsv(roster, before, asked, String)
    expect(one).toContain('vote,v-2/1,,o1,sure,,3,server')
    expect(one).toContain('goal,retries/calm,No storm,,,true,3,server')
  })
  it('marks predictions as the learner’s own word', () => {
    const guess = { guess: '40 ms', sure: 'guess', happened: '90 ms', near: false, atMs: 3 }
    const told = answersOf({ [ADA]: [[7, { 'prediction/retries/first': guess }]] })
    expect(participationCsv(roster, told, NOTHING_ASKED, String)).toContain(
      'prediction,retries/first,,40 ms,guess,false,7,learner',
    )
  })
})
