/**
 * What a command did and how it is taken back, in words: for notices, undo and redo, the timeline's marks, the palette.
 * `did` is past tense ("Killed shard-2b"), `doing` names the act itself ("Kill shard-2b").
 */
import type { Command, FeatureFlag, LinkTarget, NodeTarget } from '../../../cluster/command'
import { duration, percent } from '../numbers'
import { decisionName } from './decisions'
import { stores } from './stores'

export function targetName(target: NodeTarget): string {
  if ('node' in target) return target.node
  if ('shard' in target) return `shard-${target.shard + 1}`
  return 'zone' in target ? `zone ${target.zone}` : target.group
}
const link = (l: LinkTarget): string => `${targetName(l.from)} ${l.oneWay ? '→' : '↔'} ${targetName(l.to)}`

/** The node's name is its shard's with a letter more: the link to its shard is to its peers. */
const toPeers = ({ from, to, oneWay }: LinkTarget): boolean =>
  !oneWay && 'node' in from && 'shard' in to && from.node.replace(/[a-z]+$/, '') === targetName(to)

/** Verb in the imperative and in the past, then the rest of the sentence. */
function parts(c: Command): [act: string, did: string, rest: string] {
  switch (c.kind) {
    case 'kill':
      return ['Kill', 'Killed', targetName(c.target) + (c.loseDisk ? ' with its disk' : '')]
    case 'restart':
      return ['Restart', 'Restarted', targetName(c.target)]
    case 'stall':
      return ['Stall', 'Stalled', targetName(c.target)]
    case 'resume':
      return ['Resume', 'Resumed', targetName(c.target)]
    case 'slow':
      return c.factor === 1
        ? ['Bring back to speed', 'Brought back to speed', targetName(c.target)]
        : ['Slow', 'Slowed', `${targetName(c.target)} ${c.factor} times`]
    case 'stallDisk':
      return ['Stall', 'Stalled', `the disk of ${targetName(c.target)}`]
    case 'resumeDisk':
      return ['Resume', 'Resumed', `the disk of ${targetName(c.target)}`]
    case 'offsetClock':
      return c.offsetUs === 0
        ? ['Set right', 'Set right', `the clock of ${targetName(c.target)}`]
        : ['Set', 'Set', `the clock of ${targetName(c.target)} ${ahead(c.offsetUs)}`]
    case 'jumpClock':
      return [
        'Jump',
        'Jumped',
        `the clock of ${targetName(c.target)} ${duration(Math.abs(c.byUs))} ${c.byUs < 0 ? 'back' : 'forward'}`,
      ]
    case 'driftClock':
      return ['Let drift', 'Let drift', `the clock of ${targetName(c.target)} by ${c.ppm} µs a second`]
    case 'degrade':
      return degradeParts(c)
    case 'cut':
      return ['Cut', 'Cut', toPeers(c.link) ? `${targetName(c.link.from)} from its peers` : link(c.link)]
    case 'heal':
      return ['Heal', 'Healed', toPeers(c.link) ? `${targetName(c.link.from)} to its peers` : link(c.link)]
    case 'hold':
      return ['Hold', 'Held', `messages on ${link(c.link)}`]
    case 'release':
      return ['Release', 'Released', `messages on ${link(c.link)}`]
    case 'delay':
      return ['Delay', 'Delayed', `${link(c.link)} by ${duration(c.addedUs)}`]
    case 'lose':
      return ['Lose', 'Began to lose', `${percent(c.probability)} of messages on ${link(c.link)}`]
    case 'duplicate':
      return ['Duplicate', 'Began to duplicate', `${percent(c.probability)} of messages on ${link(c.link)}`]
    case 'reorder':
      return ['Reorder', 'Began to reorder', `${percent(c.probability)} of messages on ${link(c.link)}`]
    case 'limit':
      return ['Limit', 'Limited', `${link(c.link)} to ${Math.round(c.bytesPerSecond / 1000)} kB a second`]
    case 'flap':
      return ['Flap', 'Made flap', `${link(c.link)}: up ${duration(c.upUs)}, down ${duration(c.downUs)}`]
    case 'partition':
      return ['Partition', 'Partitioned', c.groups.map((side) => side.map(targetName).join(', ')).join(' | ')]
    case 'isolate':
      return ['Isolate', 'Isolated', targetName(c.target)]
    case 'healAll':
      return ['Heal', 'Healed', 'every link']
    case 'dropMessage':
      return ['Drop', 'Dropped', 'one message']
    case 'delayMessage':
      return ['Delay', 'Delayed', `one message by ${duration(c.byUs)}`]
    case 'holdMessage':
      return ['Hold', 'Held', 'one message']
    case 'releaseMessage':
      return ['Release', 'Released', 'one message']
    case 'setConsistency':
      return ['Make', 'Made', `${c.journey}’s read ${stores.levelWords(c.consistency, c.boundUs)}`]
    case 'setFlag':
      return c.on
        ? ['Switch on', 'Switched on', featureName(c.flag)]
        : ['Switch off', 'Switched off', featureName(c.flag)]
    case 'addShard':
      return ['Add', 'Added', 'a shard']
    case 'removeShard':
      return ['Remove', 'Removed', `shard-${c.shard + 1}`]
    case 'redrive':
      return ['Redrive', 'Redrove', `the dead letters of ${targetName(c.target)}`]
    case 'addInstance':
      return ['Add', 'Added', 'node' in c.target ? c.target.node : `an instance to ${targetName(c.target)}`]
    case 'drainInstance':
      return ['Drain', 'Drained', targetName(c.target)]
    case 'setPolicy':
      return c.code === null
        ? ['Take back', 'Took back', `your code for ${decisionName(c.contract)}`]
        : ['Apply', 'Applied', `your code for ${decisionName(c.contract)}`]
    case 'stopPolicy':
      return ['Stop', 'Stopped', 'code that hung']
    case 'tripBreaker':
      return ['Trip', 'Tripped', breaker(c)]
    case 'openBreaker':
      return ['Hold open', 'Held open', breaker(c)]
    case 'closeBreaker':
      return ['Hold closed', 'Held closed', breaker(c)]
    case 'resetBreaker':
      return ['Reset', 'Reset', breaker(c)]
  }
}
function degradeParts(c: Command & { kind: 'degrade' }): [string, string, string] {
  const what = [
    c.errorRate ? `${percent(c.errorRate)} errors` : '',
    c.addedUs ? `${duration(c.addedUs)} slower` : '',
  ].filter(Boolean)
  if (what.length === 0) return ['Repair', 'Repaired', targetName(c.target)]
  return ['Degrade', 'Degraded', `${targetName(c.target)}: ${what.join(', ')}`]
}
const FEATURES: Record<FeatureFlag, string> = { recommendations: 'recommendations', freshData: 'fresh data' }
const featureName = (flag: FeatureFlag): string => FEATURES[flag]
const ahead = (us: number): string => `${duration(Math.abs(us))} ${us < 0 ? 'behind' : 'ahead'}`
const breaker = (c: { target: NodeTarget; edge: string }): string =>
  `the breaker from ${targetName(c.target)} to ${c.edge}`

export const faults = {
  /** "Kill shard-2b" */
  act: (c: Command): string => {
    const [act, , rest] = parts(c)
    return `${act} ${rest}`
  },
  /** "Killed shard-2b" */
  did: (c: Command): string => {
    if (c.concealed) return 'Something hidden'
    const [, did, rest] = parts(c)
    return `${did} ${rest}`
  },
  /** The repair's label, for the command that repairs. */
  repair: (c: Command): string => {
    switch (c.kind) {
      case 'restart':
        return 'Restart it'
      case 'resume':
      case 'resumeDisk':
        return 'Resume it'
      case 'slow':
        return 'Bring it back to speed'
      case 'offsetClock':
      case 'driftClock':
        return 'Set its clock right'
      case 'heal':
        return 'Heal it'
      case 'healAll':
        return 'Heal every link'
      case 'release':
      case 'releaseMessage':
        return 'Release'
      case 'degrade':
        return 'Repair it'
      case 'resetBreaker':
        return 'Reset it'
      default:
        return parts(c)[0]
    }
  },
  target: targetName,
}
