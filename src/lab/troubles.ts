/**
 * What is wrong right now, worst first, by code and place: broken nodes and links, shards without a majority, open breakers,
 * full queues. Read from the world as it stands; when and by whom it began comes from the commands.
 */
import type { ClusterNode } from '../cluster'
import type { Cause } from './causes'
import { causeOf } from './causes'
import { LINK_CODES, NODE_CODES } from './concealment'
import { linkFlags, nodeFlags } from './frame'
import { breakersOf } from './inside'
import { lineNow } from './lineView'
import type { Player } from './player'
import { shardsOf } from './shards'
import type { LabStatus } from './protocol'
import { LINK_FLAG } from './protocol'

type Trouble = LabStatus['troubles'][number]
const TROUBLES_MAX = 40
const NEARLY_FULL = 0.9
const BUSY = 0.97
/** Jobs that wait so long are late. */
const LATE_US = 2_000_000

const WORST_FIRST = [
  'shardMajorityLost',
  'down',
  'diskLost',
  'cut',
  'stalled',
  'flapping',
  'breakerOpen',
  'queueFull',
  'late',
  'diskStalled',
  'held',
  'degraded',
  'lossy',
  'slow',
  'overloaded',
  'delayed',
  'limited',
  'joining',
  'clockOff',
  'reordering',
  'duplicating',
  'breakerHalfOpen',
  'breakerForcedClosed',
]

export class Troubles {
  /** When something that no command explains was first seen. */
  private readonly firstSeenUs = new Map<string, number>()

  list(player: Player): Trouble[] {
    const found = [...this.ofNodes(player), ...this.ofLinks(player), ...this.ofShards(player)]
    const present = new Set(found.map(nameOf))
    for (const name of this.firstSeenUs.keys()) if (!present.has(name)) this.firstSeenUs.delete(name)
    found.sort((a, b) => WORST_FIRST.indexOf(a.code) - WORST_FIRST.indexOf(b.code))
    return found.slice(0, TROUBLES_MAX)
  }

  private ofNodes(player: Player): Trouble[] {
    const { cluster } = player.world
    return cluster.nodes.flatMap((node) => {
      const codes = [...nodeCodes(node), ...loadCodes(player, node)]
      const own = codes.flatMap((code) => this.trouble(player, code, { node: node.index }, { node: node.id }))
      const { oldestUs } = lineNow(node, player.timeUs)
      if (oldestUs >= LATE_US) own.push(...this.told(player, { code: 'late', node: node.id, waitedUs: oldestUs }, null))
      const breakers = breakersOf(cluster, node).flatMap(({ link, whole, breaker: { mode, sinceUs } }) => {
        const code = BREAKER_CODES[mode]
        const { from, to } = cluster.links[link]
        return code
          ? this.trouble(
              player,
              code,
              { node: node.index, sinceUs },
              { link: [from.id, to.id], ...(whole === null ? {} : { whole }) },
            )
          : []
      })
      return [...own, ...breakers]
    })
  }

  private ofLinks(player: Player): Trouble[] {
    const { cluster } = player.world
    return cluster.links.flatMap((link) => {
      const flags = linkFlags(link)
      const back = cluster.linkBetween(link.to, link.from)
      const both = back !== null && back.index < link.index ? linkFlags(back) : 0
      return LINK_CODES.filter(([flag]) => (flags & flag) !== 0 && (both & flag) === 0)
        .filter(([, code]) => code !== 'cut' || (flags & LINK_FLAG.flapping) === 0)
        .flatMap(([, code]) => this.trouble(player, code, { link: link.index }, { link: [link.from.id, link.to.id] }))
    })
  }

  private ofShards(player: Player): Trouble[] {
    return shardsOf(player.world.cluster.nodes).flatMap((replicas, shard) => {
      if (hasMajority(player, replicas)) return []
      const causes = replicas.flatMap((node) => {
        const links = player.world.cluster.links.filter((l) => l.cut && (l.from === node || l.to === node))
        return [
          causeOf(player, node.stalled ? 'stalled' : 'down', { node: node.index }),
          ...links.map((l) => causeOf(player, 'cut', { link: l.index })),
        ].filter((cause): cause is Cause => cause !== null)
      })
      const newest = causes.sort((a, b) => b.atUs - a.atUs)[0] ?? null
      return this.told(player, { code: 'shardMajorityLost', shard }, newest)
    })
  }

  private trouble(
    player: Player,
    code: string,
    at: { node?: number; link?: number; sinceUs?: number },
    place: Partial<Trouble>,
  ): Trouble[] {
    return this.told(player, { code, ...place }, causeOf(player, code, at))
  }
  private told(player: Player, trouble: Omit<Trouble, 'byLearner' | 'sinceUs'>, cause: Cause | null): Trouble[] {
    if (cause?.concealed) return []
    const name = nameOf(trouble)
    const seenUs = Math.min(this.firstSeenUs.get(name) ?? Infinity, player.timeUs)
    this.firstSeenUs.set(name, seenUs)
    return [{ ...trouble, byLearner: cause?.byLearner ?? false, sinceUs: cause?.atUs ?? seenUs }]
  }
}

const nameOf = ({ code, node, link, shard }: Omit<Trouble, 'byLearner' | 'sinceUs'>): string =>
  `${code} ${node ?? ''} ${link?.join() ?? ''} ${shard ?? ''}`

const BREAKER_CODES: Partial<Record<string, string>> = {
  open: 'breakerOpen',
  forcedOpen: 'breakerOpen',
  halfOpen: 'breakerHalfOpen',
  forcedClosed: 'breakerForcedClosed',
}

function nodeCodes(node: ClusterNode): string[] {
  if (!node.up) return [node.diskLost ? 'diskLost' : 'down']
  const flags = nodeFlags(node)
  return NODE_CODES.filter(([flag]) => (flags & flag) !== 0).map(([, code]) => code)
}
function loadCodes(player: Player, node: ClusterNode): string[] {
  if (node.workers === 0 || !node.up) return []
  if (node.queueLimit > 0 && node.queueDepth >= NEARLY_FULL * node.queueLimit) return ['queueFull']
  const busy = player.observation.saturation.utilisation(node.index, player.timeUs) >= BUSY
  return busy && node.queueDepth > node.workers * 2 ? ['overloaded'] : []
}

/** Whether some replica that is up reaches, both ways, a majority of the shard's replicas. */
export function hasMajority(player: Player, replicas: readonly ClusterNode[]): boolean {
  const { cluster } = player.world
  const alive = replicas.filter((n) => n.up && !n.stalled)
  const open = (a: ClusterNode, b: ClusterNode): boolean => cluster.linkBetween(a, b)?.cut !== true
  const reached = (a: ClusterNode): number => alive.filter((b) => a === b || (open(a, b) && open(b, a))).length
  return alive.some((a) => reached(a) * 2 > replicas.length)
}
