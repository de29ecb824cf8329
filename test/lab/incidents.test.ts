import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { toldObjectives as told } from '../../src/lab/incidents'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { StatusReporter } from '../../src/lab/status'
import { wholeRun } from '../../src/lab/wholeRun'
import { PRESETS } from '../../src/scenarios/presets/all'
import { actAt, labAt, small } from './runs'

const SECOND = 1_000_000
const killShard: Command = { kind: 'kill', target: { shard: 0 } }
const restart: Command = { kind: 'restart', target: { shard: 0 } }
const incidentsOf = (lab: Lab) => new StatusReporter(lab).status(told).incidents

/** The shard is dead from 10 s to 16 s. */
function outage(command = killShard): Lab {
  const lab = labAt(0, 7, { intervalEvents: 2_000 })
  actAt(lab, 10 * SECOND, command)
  actAt(lab, 16 * SECOND, restart)
  finish(lab.seek(40 * SECOND))
  return lab
}

describe('an incident that somebody made', () => {
  it('starts with the fault, though users feel it later, and tells it', () => {
    const { list, count, detectUs, mitigateUs, repairUs } = incidentsOf(outage())
    expect(count).toBe(1)
    const [incident] = list
    expect(incident).toMatchObject({ startUs: 10 * SECOND, paged: true, cause: { command: killShard } })
    expect(incident.cause?.mendedUs).toBe(16 * SECOND)
    expect(incident.feltUs).toBeGreaterThan(10 * SECOND)
    expect(incident.detectedUs).toBeGreaterThan(incident.feltUs)
    expect(incident.mitigatedUs).toBeGreaterThan(15 * SECOND)
    expect(incident.endedUs).toBeGreaterThan(incident.mitigatedUs)
    expect(detectUs).toBe(incident.detectedUs - 10 * SECOND)
    expect(mitigateUs).toBe(incident.mitigatedUs - 10 * SECOND)
    expect(repairUs).toBe(incident.endedUs - 10 * SECOND)
  })

  it('is known up to the playhead only', () => {
    const lab = outage()
    const [{ feltUs, detectedUs, endedUs }] = incidentsOf(lab).list
    const at = (us: number) => {
      finish(lab.seek(us))
      return incidentsOf(lab)
    }
    expect(at(feltUs + 1).count).toBe(0)
    expect(at(detectedUs).list).toMatchObject([{ detectedUs, mitigatedUs: -1, endedUs: -1 }])
    expect(at(40 * SECOND).list).toMatchObject([{ detectedUs, endedUs }])
    expect(at(5 * SECOND)).toMatchObject({ list: [], detectUs: NaN })
  })

  it('never happened once its act is undone', () => {
    const lab = labAt(0)
    actAt(lab, 10 * SECOND, killShard)
    finish(lab.seek(15 * SECOND))
    expect(incidentsOf(lab).count).toBe(1)
    finish(lab.undo())
    finish(lab.seek(15 * SECOND))
    expect(incidentsOf(lab).count).toBe(0)
  })

  it('does not give a concealed fault away: it starts with what was felt', () => {
    const [incident] = incidentsOf(outage({ ...killShard, concealed: true })).list
    expect(incident.cause).toBeNull()
    expect(incident.startUs).toBe(incident.feltUs)
    expect(JSON.stringify(incident)).not.toContain('kill')
  })

  it('is the same from a checkpoint, in a run played straight through, and by the command', () => {
    const lab = outage()
    const all = { ...incidentsOf(lab), states: new StatusReporter(lab).status(told).objectives }
    finish(lab.seek(12 * SECOND))
    finish(lab.seek(40 * SECOND))
    expect({ ...incidentsOf(lab), states: new StatusReporter(lab).status(told).objectives }).toEqual(all)
    const { incidents } = wholeRun(small, 7, 40 * SECOND, lab.value().commands)
    const [{ feltUs, detectedUs }] = all.list
    expect(incidents).toMatchObject({ count: 1, open: 0, detectMs: (detectedUs - feltUs) / 1000 })
  })
})

describe('what mitigated an incident', () => {
  const incidentsIn = (id: string, acts: { atS: number; command: Command }[] = [], untilS = 60) => {
    const lab = new Lab({ scenario: PRESETS[id], seed: 7 })
    for (const { atS, command } of acts) actAt(lab, atS * SECOND, command)
    finish(lab.seek(untilS * SECOND))
    return { list: incidentsOf(lab).list, nodes: lab.player.world.cluster.nodes }
  }

  it('was the cluster itself, where a breaker opened before anybody did something', () => {
    const { list, nodes } = incidentsIn('slow-dependency-breaker')
    const [{ startUs, mitigation }] = list
    expect(startUs).toBe(40 * SECOND)
    if (mitigation === null || mitigation.kind === 'act') throw new Error('the breaker did not act')
    expect(mitigation.kind).toBe('breakerOpened')
    expect(nodes[mitigation.node].group).toBe('api')
    expect(nodes[mitigation.other].group).toBe('recommendations')
    expect(mitigation.atUs).toBeGreaterThan(startUs + 2 * SECOND) // the timeout of the first calls that hang
  })
  it('was an act, where it came first; one that comes later has not mitigated', () => {
    const trip: Command = { kind: 'tripBreaker', target: { group: 'api' }, edge: 'recommendations' }
    const [early] = incidentsOf(outage()).list
    const [late] = incidentsIn('slow-dependency-breaker', [{ atS: 50, command: trip }]).list
    expect(early.mitigation).toEqual({ kind: 'act', atUs: 16 * SECOND, command: restart })
    expect(late.mitigation?.kind).toBe('breakerOpened')
  })
  it('was nothing, where nothing was done', () => {
    const { list } = incidentsIn('slow-dependency', [], 50)
    expect(list[0].mitigation).toBeNull()
  })
})

describe('a promise to one tenant’s users', () => {
  it.each([
    ['hot-tenant', [0, 1, 2, 3]],
    ['hot-tenant-limited', [0]],
  ])('%s: is broken where those users are failed: tenants %j', (id, tenants) => {
    const lab = new Lab({ scenario: PRESETS[id], seed: 7 })
    finish(lab.seek(50 * SECOND))
    const { incidents, objectives } = new StatusReporter(lab).status(told)
    const failed = incidents.list[0].objectives.filter(({ kind }) => kind === 'availability')
    expect(failed.map(({ tenant }) => tenant).sort()).toEqual(tenants)
    const asked = objectives.filter(({ tenant }) => tenant !== undefined).map(({ all }) => all)
    const [north, ...others] = asked
    expect(asked).toHaveLength(4)
    for (const all of others) expect(all * 2).toBeLessThan(north)
  })
})
