/**
 * A random schedule of faults for a scenario: any kind, at any node, shard, zone, group or link that it has. Some stand in the
 * scenario's own schedule, the others come as commands.
 */
import type { Command, LinkTarget, NodeTarget } from '../../cluster'
import { features } from '../../scenarios/features'
import type { NodeName } from '../../scenarios/nodeNames'
import { nodeNames } from '../../scenarios/nodeNames'
import type { Scenario } from '../../scenarios/scenario'
import type { Options } from './options'

export interface TimedCommand {
  atUs: number
  command: Command
}

export function drawFaults(o: Options, scenario: Scenario, horizonUs: number): TimedCommand[] {
  const count = o.whole('faults', 0, 12)
  const nodes = nodeNames(scenario)
  const faults = Array.from({ length: count }, (_, i): TimedCommand => {
    const atUs = o.whole(`fault-${i + 1}.atUs`, 0, horizonUs)
    return { atUs, command: drawFault(o, `fault-${i + 1}`, scenario, nodes) }
  })
  const keepsDead = scenario.groups.some(({ id }) => id === 'jobs')
  if (keepsDead && o.chance('redrive', 0.5))
    faults.push({
      atUs: o.whole('redrive.atUs', 0, horizonUs),
      command: { kind: 'redrive', target: { group: 'jobs' } },
    })
  return faults.sort((a, b) => a.atUs - b.atUs)
}

const KINDS = [
  'kill',
  'kill',
  'restart',
  'stall',
  'resume',
  'slow',
  'stallDisk',
  'resumeDisk',
  'offsetClock',
  'jumpClock',
  'driftClock',
  'degrade',
  'cut',
  'cut',
  'heal',
  'hold',
  'release',
  'delay',
  'lose',
  'duplicate',
  'reorder',
  'limit',
  'flap',
  'partition',
  'isolate',
  'healAll',
  'dropMessage',
  'holdMessage',
  'tripBreaker',
  'openBreaker',
  'setFlag',
] as const

function drawFault(o: Options, name: string, scenario: Scenario, nodes: readonly NodeName[]): Command {
  const kind = o.oneOf(`${name}.kind`, KINDS)
  const target = () => drawTarget(o, `${name}.target`, scenario, nodes)
  const link = () => drawLink(o, name, scenario, nodes)
  const probability = () => o.share(`${name}.probability`)
  const message = () => ({ origin: 0, count: o.whole(`${name}.count`, 1, 200), path: o.whole(`${name}.path`, -9, 9) })
  switch (kind) {
    case 'kill':
      return { kind, target: target(), loseDisk: o.chance(`${name}.loseDisk`, 0.3) }
    case 'slow':
      return { kind, target: target(), factor: o.scale(`${name}.factor`, 0.5, 50) }
    case 'offsetClock':
      return { kind, target: target(), offsetUs: o.whole(`${name}.offsetUs`, -5_000_000, 5_000_000) }
    case 'jumpClock':
      return { kind, target: target(), byUs: o.whole(`${name}.byUs`, -1_000_000, 1_000_000) }
    case 'driftClock':
      return { kind, target: target(), ppm: o.whole(`${name}.ppm`, -50_000, 50_000) }
    case 'degrade':
      return { kind, target: target(), errorRate: probability(), addedUs: o.whole(`${name}.addedUs`, 0, 50_000) }
    case 'delay':
      return { kind, link: link(), addedUs: o.scale(`${name}.addedUs`, 100, 300_000) }
    case 'lose':
    case 'duplicate':
      return { kind, link: link(), probability: probability() }
    case 'reorder':
      return { kind, link: link(), probability: probability(), byUs: o.whole(`${name}.byUs`, 0, 20_000) }
    case 'limit':
      return { kind, link: link(), bytesPerSecond: o.scale(`${name}.bytesPerSecond`, 1e4, 1e7) }
    case 'flap':
      return {
        kind,
        link: link(),
        upUs: o.scale(`${name}.upUs`, 1_000, 2_000_000),
        downUs: o.scale(`${name}.downUs`, 1_000, 2_000_000),
      }
    case 'partition':
      return { kind, groups: [[target()], [drawTarget(o, `${name}.other`, scenario, nodes)]] }
    case 'healAll':
      return { kind }
    case 'dropMessage':
    case 'holdMessage':
      return { kind, message: message() }
    case 'setFlag': {
      const has = features(scenario)
      return has.length > 0
        ? { kind, flag: o.oneOf(`${name}.flag`, has), on: o.chance(`${name}.on`, 0.4) }
        : { kind: 'healAll' }
    }
    case 'tripBreaker':
    case 'openBreaker': {
      const guarded = breakersOf(scenario)
      if (guarded.length === 0) return { kind: 'restart', target: target() }
      const [group, edge] = guarded[o.whole(`${name}.breaker`, 0, guarded.length - 1)]
      return { kind, target: { group }, edge }
    }
    case 'cut':
    case 'heal':
    case 'hold':
    case 'release':
      return { kind, link: link() }
    default:
      return { kind, target: target() }
  }
}

/** Who calls whom through a breaker. */
export function breakersOf({ groups, policies = [] }: Scenario): [from: string, to: string][] {
  return [
    ...groups.flatMap((g): [string, string][] =>
      g.role === 'api' && g.recommendations?.breaker ? [[g.id, g.recommendations.calls]] : [],
    ),
    ...policies.flatMap(({ from, to, breaker }): [string, string][] => (breaker === undefined ? [] : [[from, to]])),
  ]
}

function drawTarget(o: Options, name: string, scenario: Scenario, nodes: readonly NodeName[]): NodeTarget {
  const shards = Math.max(...nodes.map((node) => node.shard)) + 1
  const kind = o.oneOf(name, ['node', 'node', 'node', 'shard', 'zone', 'group'])
  const node: NodeTarget = { node: nodes[o.whole(`${name}.index`, 0, nodes.length - 1)].id }
  if (kind === 'zone') return { zone: o.oneOf(`${name}.zone`, scenario.zones) }
  if (kind === 'group')
    return {
      group: o.oneOf(
        `${name}.group`,
        scenario.groups.map((g) => g.id),
      ),
    }
  return kind === 'shard' && shards > 0 ? { shard: o.whole(`${name}.shard`, 0, shards - 1) } : node
}
function drawLink(o: Options, name: string, scenario: Scenario, nodes: readonly NodeName[]): LinkTarget {
  const from = drawTarget(o, `${name}.from`, scenario, nodes)
  const to = drawTarget(o, `${name}.to`, scenario, nodes)
  return { from, to, oneWay: o.chance(`${name}.oneWay`, 0.4) }
}
