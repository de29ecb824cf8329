/**
 * W4, a web tier: the preset of that name, with the journal on and everything observed that the page observes. Requests are
 * the users' operations, their retries not counted.
 */
import { PRESETS } from '../../scenarios/presets/all'
import { World } from '../../scenarios/world'
import { Observation } from '../../telemetry'
import { shapeOf } from '../../lab/player'
import { near, type Program } from './program'

/** Virtual time between two looks. At top speed a page that looks sixty times a second sees more than this pass. */
const LOOK_US = 20_000_000
const REQUESTS_PER_SECOND = 80

export function webTier(_n: number, count: number): Program {
  const world = World.build(PRESETS['web-tier'], 42)
  const observation = new Observation(shapeOf(world))
  world.cluster.journal.attach((words, records) => observation.fold(words, records))
  // The preset's one journey has one step, so that its operations are numbered as they come.
  const requests = (): number => world.cluster.nodes.find(({ id }) => id === 'customers')!.invoked
  return {
    run() {
      const untilUs = Math.ceil((count / REQUESTS_PER_SECOND) * 1e6)
      for (let atUs = 0; atUs < untilUs; atUs += LOOK_US) {
        world.run(atUs + LOOK_US)
        world.cluster.journal.flush()
        observation.advance(atUs + LOOK_US)
        observation.publish()
      }
      world.cluster.journal.fingerprint()
      return requests()
    },
    check() {
      return near('the number of requests', requests(), count, 0.05)
    },
  }
}
