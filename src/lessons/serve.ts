/** What a worker of a lesson does: plays one run to its horizon and answers how its conditions stand there. */
import type { Hand } from '../lab/crew'
import { finish } from '../lab/job'
import type { Load } from '../lab/trial/serve'
import { prepareRun } from '../lab/trial/serve'
import { FaultlineError } from '../kernel'
import type { PolicyLibrary } from '../policies'
import type { RunValue } from '../scenarios/run'
import type { Condition } from './figures'
import type { Reading } from './judge'
import { conditionsJob } from './judge'

export interface ReadingRequest {
  run: RunValue
  conditions: Condition[]
}
export type ReadingAnswer =
  { readings: Reading[] } | { code: string; params: Readonly<Record<string, string | number>> }
export type Reader = Hand<ReadingRequest, ReadingAnswer>

/** Answers one request after the other. A bug of ours is thrown, and ends the worker. */
export function readingServer(load: Load): (request: ReadingRequest) => Promise<ReadingAnswer> {
  let prepared: { of: string; library: Promise<PolicyLibrary> } | null = null
  return async ({ run, conditions }) => {
    const of = JSON.stringify([run.scenario, Object.keys(run.policies)])
    try {
      if (prepared?.of !== of) prepared = { of, library: prepareRun(run, load) }
      const library = await prepared.library
      const { readings } = finish(conditionsJob(run, run.seed, conditions, run.horizonUs, library))
      return { readings }
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      return { code: error.code, params: error.params }
    }
  }
}
