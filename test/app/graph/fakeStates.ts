/** Named states of the fake cluster, for the gallery: nothing wrong, one of everything wrong, a partition. */
import { LINK_FLAG, NODE_FLAG } from '../../../src/lab/protocol'
import type { Topology } from '../../../src/lab/protocol'
import type { FakeState } from './fakeCluster'

export function fakeState(name: string, t: Topology): FakeState {
  const id = (node: number): string => t.nodes[node].id
  const between = (link: number, a: string, b: string): boolean => {
    const { from, to } = t.links[link]
    return (id(from).startsWith(a) && id(to).startsWith(b)) || (id(from).startsWith(b) && id(to).startsWith(a))
  }
  if (name === 'broken')
    return {
      node(f, i, at) {
        const set = (flag: number, extra?: [number, number]): void => {
          f.nodes[at] = flag
          if (extra) f.nodes[at + extra[0]] = extra[1]
        }
        if (id(i) === 'shard-2b' || id(i) === 'shard-4a' || id(i) === 'shard-4b' || id(i) === 'shard-4c')
          set(NODE_FLAG.down)
        if (id(i) === 'shard-1c') set(0, [9, 14])
        if (id(i) === 'shard-3a') set(NODE_FLAG.stalled)
        if (id(i) === 'shard-1a') set(NODE_FLAG.clockOff, [7, 2_000_000])
        if (id(i) === 'shard-3b') set(NODE_FLAG.slow, [1, 10])
        if (id(i) === 'api-1') set(NODE_FLAG.slow, [1, 10])
        if (id(i) === 'api-2') set(NODE_FLAG.down)
        if (id(i) === 'cache') set(NODE_FLAG.stalled)
        if (id(i) === 'worker-2') set(NODE_FLAG.down)
        if (id(i) === 'recommendations') set(NODE_FLAG.degraded)
        if (id(i) === 'balancer') f.nodes[at + 2] = 0.97
        if (id(i) === 'balancer') f.nodes[at + 5] = 80
        if (id(i) === 'jobs') f.nodes[at + 5] = 700
      },
      link(f, i, at) {
        if (between(i, 'api-3', 'shard-4')) f.links[at] = LINK_FLAG.cut
        if (between(i, 'api-3', 'shard-1b')) f.links[at] = LINK_FLAG.cut
        if (between(i, 'shard-1a', 'shard-1c')) f.links[at] = LINK_FLAG.cut
        if (between(i, 'customers', 'balancer')) {
          f.links[at] = LINK_FLAG.delayed
          f.links[at + 1] = 80_000
        }
        if (between(i, 'api-1', 'cache')) {
          f.links[at] = LINK_FLAG.lossy
          f.links[at + 2] = 0.2
        }
        if (between(i, 'api-3', 'jobs') && id(t.links[i].from) === 'api-3') f.links[at] = LINK_FLAG.cut
        if (between(i, 'balancer', 'api-3')) f.links[at] = LINK_FLAG.flapping
        if (between(i, 'api-2', 'jobs')) {
          f.links[at] = LINK_FLAG.held
          f.links[at + 5] = 4
        }
        if (id(t.links[i].to) === 'recommendations') f.links[at + 4] = 1 + (t.links[i].from % 3)
      },
    }
  if (name === 'partition')
    return {
      link(f, i, at) {
        const zone = (n: number): boolean => t.nodes[n].zone === 'b' && t.nodes[n].role !== 'clients'
        if (zone(t.links[i].from) !== zone(t.links[i].to)) f.links[at] = LINK_FLAG.cut
      },
    }
  if (name === 'peers')
    return {
      node(f, i, at) {
        if (id(i) === 'shard-2b') f.nodes[at + 9] = 23
      },
      link(f, i, at) {
        const one = (n: number): boolean => id(n) === 'shard-2b'
        const { from, to } = t.links[i]
        if (one(from) !== one(to) && t.nodes[from].shard === t.nodes[to].shard) f.links[at] = LINK_FLAG.cut
      },
    }
  return {}
}
