import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Policy } from '../../../src/protocols/multileader/cell'
import { leaderCells } from '../../../src/protocols/multileader/cell'
import { optimisticShard } from '../optimistic/shard'
import { play } from '../stand'

const folder = import.meta.dirname

it.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const path = join(folder, name)
  const script = readFileSync(path, 'utf8')
  const played = play(script, ({ policy }) =>
    optimisticShard({
      type: leaderCells(policy as Policy),
      tell: (cell) =>
        cell.versions.map((v) => `${v.values.map((one) => one.value).join('+')} [${v.clock.join(' ')}]`).join(' | '),
    }),
  )
  if (process.env.UPDATE_SCRIPTS) writeFileSync(path, played)
  else expect(played).toBe(script)
})
