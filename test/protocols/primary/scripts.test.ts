import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { play } from '../stand'
import { fromOptions } from './shard'

const folder = import.meta.dirname

it.each(readdirSync(folder).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const path = join(folder, name)
  const script = readFileSync(path, 'utf8')
  const played = play(script, fromOptions)
  if (process.env.UPDATE_SCRIPTS) writeFileSync(path, played)
  else expect(played).toBe(script)
})
