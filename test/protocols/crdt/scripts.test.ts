import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CrdtType, StampedState } from '../../../src/protocols/crdt/cells'
import { CRDT_CELLS } from '../../../src/protocols/crdt/cells'
import type { CellType } from '../../../src/protocols/optimistic/cellType'
import { optimisticShard } from '../optimistic/shard'
import { play } from '../stand'

const folder = import.meta.dirname

it.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const path = join(folder, name)
  const script = readFileSync(path, 'utf8')
  const played = play(script, ({ type, exchange }) =>
    optimisticShard({
      type: CRDT_CELLS[type as CrdtType] as unknown as CellType<StampedState<unknown>>,
      exchange: exchange === 'delta' ? 'delta' : 'state',
      eager: false,
      tell: ({ state }) => JSON.stringify(state, (name, value: unknown) => (name === 'stamp' ? undefined : value)),
    }),
  )
  if (process.env.UPDATE_SCRIPTS) writeFileSync(path, played)
  else expect(played).toBe(script)
})
