import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { OP } from '../../src/cluster'
import type { CallPolicy } from '../../src/services/calling'
import { PLAIN_CALL } from '../../src/services/calling'
import type { ClientsConfig, JourneyPlan, StepPlan } from '../../src/services/clients'
import { journeyEntity } from '../../src/services/clients'
import { UserPicker } from '../../src/services/users'
import { Stage } from './stage'

const read: StepPlan = { operationClass: 0, op: OP.read, key: 'user', ask: 1 }
const write: StepPlan = { operationClass: 1, op: OP.write, key: 'user', ask: 2 }
const order: StepPlan[] = [
  { operationClass: 2, op: OP.write, key: 'order', ask: 2 },
  { operationClass: 3, op: OP.read, key: 'order', ask: 2 },
]
const journey = (
  steps: StepPlan[],
  { policy, ...more }: Partial<JourneyPlan> & { policy?: Partial<CallPolicy> } = {},
): JourneyPlan => ({
  id: 'j',
  entity: journeyEntity(more.id ?? 'j'),
  calls: [1],
  meanGapUs: 10_000,
  surges: [],
  deadlineUs: 5000,
  steps,
  policies: steps.map(() => ({ ...PLAIN_CALL, ...policy })),
  ...more,
})
function clients(journeys: JourneyPlan[], script: string[] = [], seed = 1): Stage {
  const mostSteps = Math.max(...journeys.map(({ steps }) => steps.length))
  const config: ClientsConfig = { guards: [], journeys, mostSteps, users: 100, picker: new UserPicker(100, 100, 0) }
  return new Stage(seed).node('customers', 'clients', config).node('site', 'farEnd', script).linked()
}
/** How the first operation ended: outcome, cause, attempts; and after how long. */
function first(stage: Stage): string {
  stage.play({}, 60_000)
  const [invoked, returned] = [stage.story('invoke')[0].split(' '), stage.story('return')[0].split(' ')]
  return `${returned.slice(3).join(' ')} at +${Number(returned[0]) - Number(invoked[0])}`
}
const retrying = { policy: { attempts: 3, timeoutUs: 1000, backoff: { backoffUs: 100, jitter: 0 } } }

describe('arrivals', () => {
  it('are Poisson, at the rate of each journey, and do not wait for answers', () => {
    const both = [journey([read], { meanGapUs: 1000 }), journey([read], { id: 'k', meanGapUs: 4000, deadlineUs: 1e9 })]
    const silent = clients(both, ['silent']).play({}, 1_000_000)
    const times = silent.story('invoke').map((line) => Number(line.split(' ')[0]))
    expect(Math.abs(times.length - 1250)).toBeLessThan(3 * Math.sqrt(1250))
    const answered = clients(both).play({}, 1_000_000)
    expect(answered.story('invoke')).toEqual(silent.story('invoke'))
  })

  it('of one journey are not moved by another', () => {
    const sessions = (stage: Stage): string[] =>
      stage
        .play({}, 200_000)
        .story('invoke')
        .filter((l) => l.includes('class 0'))
        .map((l) => l.split(' ')[0])
    const alone = sessions(clients([journey([read])]))
    expect(alone.length).toBeGreaterThan(10)
    expect(sessions(clients([journey([read]), journey([write], { id: 'k' })]))).toEqual(alone)
  })

  it('stop while the users are away, and go on afterwards', () => {
    const away: Record<number, Command> = {
      100_000: { kind: 'kill', target: { node: 'customers' } },
      200_000: { kind: 'restart', target: { node: 'customers' } },
    }
    const times = clients([journey([read])])
      .play(away, 400_000)
      .story('invoke')
      .map((line) => Number(line.split(' ')[0]))
    expect(times.filter((us) => us >= 100_000 && us < 200_000)).toEqual([])
    expect(times.filter((us) => us >= 200_000).length).toBeGreaterThan(5)
  })
})

describe('an operation ends', () => {
  it('ok at the first good answer', () => {
    expect(first(clients([journey([read])]))).toBe('ok none after 1 at +20')
  })

  it.each<[string, StepPlan, string[], string]>([
    ['a read that was refused', read, ['fail'], 'fail overloaded after 1 at +20'],
    ['a write that was surely not done', write, ['fail'], 'fail overloaded after 1 at +20'],
    ['a write that someone else does not know of', write, ['unknown'], 'info overloaded after 1 at +20'],
    ['a read at its deadline', read, ['silent'], 'fail deadline after 1 at +5000'],
    ['a write at its deadline', write, ['silent'], 'info deadline after 1 at +5000'],
  ])('%s', (_, step, script, end) => {
    expect(first(clients([journey([step])], script))).toBe(end)
  })

  it.each<[string, StepPlan, string[], string]>([
    ['fails, fails, succeeds', write, ['fail', 'fail', 'ok'], 'ok none after 3 at +360'],
    ['fails to the last', write, ['fail'], 'fail overloaded after 3 at +360'],
    [
      'once in doubt, a write stays in doubt, though later attempts surely failed',
      write,
      ['silent', 'fail', 'fail'],
      'info overloaded after 3 at +1340',
    ],
    ['a read is never in doubt', read, ['silent', 'fail', 'fail'], 'fail overloaded after 3 at +1340'],
    ['a late answer of an attempt given up counts', write, ['ok 1050', 'silent', 'silent'], 'ok none after 1 at +1070'],
    ['also when another is under way', write, ['ok 1500', 'silent', 'silent'], 'ok none after 2 at +1520'],
    ['all silent', write, ['silent'], 'info timeout after 3 at +3300'],
  ])('with retries: %s', (_, step, script, end) => {
    expect(first(clients([journey([step], retrying)], script))).toBe(end)
  })

  it('at a deadline between two attempts a write whose attempts all surely failed has failed', () => {
    const patient = { policy: { ...retrying.policy, backoff: { backoffUs: 1_000_000, jitter: 0 } } }
    expect(first(clients([journey([write], patient)], ['fail']))).toBe('fail deadline after 1 at +5000')
    expect(first(clients([journey([write], patient)], ['silent']))).toBe('info deadline after 1 at +5000')
  })
})

describe('attempts', () => {
  const sent = (stage: Stage): string[] =>
    stage
      .play({}, 30_000)
      .log('site')
      .map((line) => line.split(' ')[2])
      .filter((name) => name.startsWith(stage.story('invoke')[0].split(' ')[2] + '.'))

  it('are never more than allowed: neither a failure that comes after its time-out nor one that comes twice is retried twice', () => {
    expect(sent(clients([journey([write], retrying)], ['fail 1050', 'fail 1050', 'fail 1050'])).length).toBe(3)
    const twice = clients([journey([write], retrying)], ['fail'])
    const duplicate: Command = {
      kind: 'duplicate',
      link: { from: { node: 'site' }, to: { node: 'customers' }, oneWay: true },
      probability: 1,
    }
    twice.play({ 0: duplicate }, 60_000)
    const names = twice.log('site').map((line) => line.split(' ')[2])
    expect(names.length).toBe(new Set(names).size)
    for (const line of twice.story('return')) expect(line).toContain('after 3')
  })
})

describe('a journey', () => {
  it('runs its steps in order, within one session, the next one when the last was ok', () => {
    const stage = clients([journey(order)]).play({}, 60_000)
    const lines = stage.story('invoke', 'return').map((line) => line.split(' ').slice(1).join(' '))
    const [w, , r] = lines.map((line) => line.split(' '))
    expect(w[3]).toBe('2') // class
    expect([r[3], r[5], r[7]]).toEqual(['3', w[5], w[7]]) // the same key and session
    expect(stage.story('invoke').filter((line) => line.includes('class 3')).length).toBe(
      stage.story('return').filter((l) => l.includes('ok')).length / 2,
    )
    const failing = clients([journey(order)], ['fail']).play({}, 60_000)
    expect(failing.story('invoke').some((line) => line.includes('class 3'))).toBe(false)
  })

  it('writes every order under a key of its own, on the side of its user', () => {
    const keys = clients([journey(order, { meanGapUs: 50 })])
      .play({}, 60_000)
      .story('invoke')
      .filter((l) => l.includes('class 2'))
      .map((line) => line.split(' ').map(Number))
    expect(keys.length).toBeGreaterThan(1000)
    expect(new Set(keys.map((line) => line[6])).size).toBe(keys.length)
    for (const line of keys) expect([line[6] % 100, line[6] >= 100]).toEqual([line[8], true])
  })
})

describe('in a fork', () => {
  it('operations keep their names, users and luck, whatever became of others', () => {
    const journeys = [journey(order, { meanGapUs: 500 }), journey([read], { id: 'k', meanGapUs: 300 })]
    const names = (stage: Stage): Set<string> =>
      new Set(
        stage
          .play({}, 60_000)
          .story('invoke')
          .map((l) => l.split(' ').slice(1).join(' ')),
      )
    const whole = names(clients(journeys))
    const some = names(
      clients(
        journeys,
        Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? 'fail' : 'ok 77')),
      ),
    )
    expect(some.size).toBeLessThan(whole.size)
    for (const name of some) expect(whole).toContain(name)
  })
})
