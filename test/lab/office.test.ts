import { expect, test } from 'vitest'
import { Checkpoints } from '../../src/lab/checkpoints'
import { finish } from '../../src/lab/job'
import { officeOf } from '../../src/lab/office'
import { Player } from '../../src/lab/player'
import { OFFICE } from '../../src/lab/protocol'
import { momentAt } from '../../src/lab/track'
import type { ModeName } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { PRESETS } from '../../src/scenarios/presets/all'

const SETTLED_US = 5_000_000

test.each<[ModeName, number]>([
  ['raft', OFFICE.leader],
  ['primary', OFFICE.primary],
])('in mode %s one replica of each shard leads, in a term', (mode, leads) => {
  const player = new Player(withMode(PRESETS.storefront, mode), 7, new Checkpoints())
  finish(player.moveTo(momentAt(SETTLED_US)))
  const replicas = player.world.cluster.nodes.filter(({ shard }) => shard >= 0)
  const leading = replicas.filter((node) => officeOf(node).office === leads)
  expect(leading.map(({ shard }) => shard).sort()).toEqual([0, 1, 2, 3])
  for (const node of leading) expect(officeOf(node).term).toBeGreaterThan(0)
  const others = player.world.cluster.nodes.filter(({ shard }) => shard < 0)
  expect(others.every((node) => officeOf(node).office === OFFICE.none)).toBe(true)
})
