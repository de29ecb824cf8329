import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { play } from './script'

const folder = import.meta.dirname
const scripts = readdirSync(folder).filter((name) => name.endsWith('.txt'))

it.each(scripts)('%s', (name) => {
  const path = join(folder, name)
  const script = readFileSync(path, 'utf8')
  const played = play(script)
  if (process.env.UPDATE_SCRIPTS) writeFileSync(path, played)
  else expect(played).toBe(script)
})
