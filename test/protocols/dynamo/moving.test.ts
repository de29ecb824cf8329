/** Rules of a move that a golden script alone would let be written over. */
import { expect, it } from 'vitest'
import { play } from './script'

const FORGETFUL = `shard n=3 spare=3 ack=synced
write 4 50 w=3 at=a
run 200
stallDisk b
addShard
run 450000
isolate b
kill b
restart b
resumeDisk b
heal driver b
write 4 51 w=1 at=b
run 200
healAll
run 1500000
read 4 r=3 at=d epoch=2
run 200`

it('what a replica acknowledges after a crash made it forget the map is not left behind: it had given no page yet', () => {
  const told = play(FORGETFUL).split('\n')
  const at = (what: string): number => told.findIndex((line) => line.endsWith(what))
  expect(at('write 4 51: ok')).toBeGreaterThan(at('b restarted'))
  expect(told.findIndex((line) => line.includes('b gives d a page'))).toBeGreaterThan(at('write 4 51: ok'))
  expect(told.at(-1)).toMatch(/ read 4 51: ok$/)
})
