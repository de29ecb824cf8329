/** Monotonic reads (Terry et al., PDIS 1994): a session that saw something never sees an older state of that key. */
import type { Found } from '../invariants/anomaly'
import type { Observation, Observations } from './observations'
import { isOlder, shownBy } from './older'
import { Floors } from './floors'

export function monotonicReads(observations: Observations, found: Found): void {
  if (observations.kind === 'register') ofRegisters(observations, found)
  else ofCollections(observations, found)
}

function ofRegisters(observations: Observations, found: Found): void {
  const floors = new Floors<{ read: Observation; write: Observation }>()
  for (const read of observations.all) {
    const write = shownBy(read, observations)
    if (!read.seen || write === undefined) continue
    const floor = floors.get(read)
    if (floor && isOlder(write, floor.write))
      found.add(
        'session.monotonicReads',
        [write?.number ?? floor.write.number, floor.write.number, floor.read.number, read.number],
        {
          process: read.process,
          key: observations.keyName(read.key),
          newer: observations.versionName(floor.write.written),
          got: write ? observations.versionName(write.written) : '',
        },
      )
    if (write && (!floor || floor.write.invoked < write.invoked)) floors.set(read, { read, write })
  }
}

function ofCollections(observations: Observations, found: Found): void {
  const floors = new Floors<Observation>()
  for (const read of observations.all) {
    if (!read.seen) continue
    const floor = floors.get(read)
    const now = new Set(read.seen)
    const missing = floor?.seen?.find((version) => !now.has(version))
    if (floor && missing !== undefined)
      found.add('session.monotonicReads', [floor.number, read.number], {
        process: read.process,
        key: observations.keyName(read.key),
        newer: observations.versionName(missing),
      })
    floors.set(read, read)
  }
}
