/** Actions over the fake cluster: acts are only remembered, space-time is drawn from thin air. */
import type { LabActions } from '../../../src/app/actions'
import type { Command } from '../../../src/cluster/command'
import type { SpaceTime } from '../../../src/lab/protocol'
import type { FakeCluster } from './fakeCluster'

export function fakeActions(cluster: FakeCluster): LabActions {
  const nothing = (): Promise<never> => Promise.resolve(undefined as never)
  return new Proxy({} as LabActions, {
    get: (_, name) => {
      if (name === 'act')
        return (command: Command) => {
          fakeActions.acts.push(command)
          return nothing()
        }
      if (name === 'spaceTime') return (from: number, to: number) => Promise.resolve(fakeSpaceTime(cluster, from, to))
      return nothing
    },
  })
}
fakeActions.acts = [] as Command[]

/** Requests that fan out: customer → balancer → api → three replicas and back, one every 1.5 ms. */
export function fakeSpaceTime(cluster: FakeCluster, fromUs: number, toUs: number): SpaceTime {
  const t = cluster.topology
  const link = (a: string, b: string): number =>
    t.links.find((l) => t.nodes[l.from].id === a && t.nodes[l.to].id === b)?.index ?? -1
  const rows: number[][] = []
  const first = Math.floor(fromUs / 1500) - 8
  for (let i = first; i * 1500 < toUs; i++) {
    const api = `api-${1 + (((i % 3) + 3) % 3)}`
    const shard = `shard-${1 + ((((i * 7) % 4) + 4) % 4)}`
    let at = i * 1500
    const hop = (a: string, b: string, us: number, shape: number, from = at): number => {
      const l = link(a, b)
      if (l >= 0)
        rows.push([
          l,
          from,
          from + us,
          shape === 1 ? 2 : shape === 2 ? 6 : 1,
          shape,
          i % 11 === 0 && shape === 2 ? 1 : 0,
          0,
          i,
          rows.length,
        ])
      return from + us
    }
    at = hop('customers', 'balancer', 900, 0)
    at = hop('balancer', api, 350, 0, at + 80)
    const start = at + 400
    const back = ['a', 'b', 'c'].map((r, k) =>
      hop(shard + r, api, 320, 1, hop(api, shard + r, 280 + k * 90, 2, start) + 250),
    )
    at = hop(api, 'balancer', 330, 1, Math.max(...back.slice(0, 2)) + 100)
    hop('balancer', 'customers', 950, 1, at + 50)
  }
  const now = cluster.frame.timeUs
  const shown = rows
    .filter((r) => r[2] > fromUs && r[1] < Math.min(toUs, now))
    .map((r) => (r[2] > now ? [...r.slice(0, 5), 2, ...r.slice(6)] : r))
  return {
    fromUs,
    toUs,
    arrows: Float64Array.from(shown.flat()),
    arrowCount: shown.length,
    truncated: false,
    marks: [{ atUs: now - 2500, node: t.nodes.findIndex((n) => n.id === 'shard-2b'), code: 'crashed' }],
  }
}
