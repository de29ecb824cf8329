/** The cluster of what was given, as its places: a worker of its own opens it for a moment, and the teacher's lab stays as it is. */
import { useEffect, useState } from 'react'
import type { Given } from '../../../classroom/documents/lead'
import { isLesson } from '../../../classroom/documents/lead'
import type { Opened, RunValue, SavedRun, Topology } from '../../../lab/protocol'
import { attemptRun } from '../../../lessons/attempt'
import { ENGINE_VERSION } from '../../../scenarios/engineVersion'
import { FIRST_PRESET, FIRST_SEED } from '../../shell/presetIds'
import type { LabConnection } from '../../shell/labConnection'
import { connectWorker } from '../../shell/workerConnection'
import { givenLesson } from './givenLesson'

const known = new Map<string, Promise<Topology | null>>()

/** null: not known yet, or it cannot be opened. Without anything given, learners have the lab's first story. */
export function useGivenTopology(given: Given | null, sharedLink: string | null): Topology | null {
  const name = JSON.stringify([given, given?.kind === 'shared' ? sharedLink : null])
  const [found, setFound] = useState<{ name: string; topology: Topology | null } | null>(null)
  useEffect(() => {
    let current = true
    let topology = known.get(name)
    if (!topology) known.set(name, (topology = topologyOf(given, sharedLink).catch(() => null)))
    void topology.then((one) => current && setFound({ name, topology: one }))
    return () => {
      current = false
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the name says all of what is given
  }, [name])
  return found?.name === name ? found.topology : null
}

async function topologyOf(given: Given | null, sharedLink: string | null): Promise<Topology | null> {
  const lab = connectWorker()
  try {
    const run = await runOf(lab, given, sharedLink)
    const opened = run && ((await lab.request({ do: 'open', run: { ...run, commands: [], horizonUs: 0 } })) as Opened)
    return opened && opened.topology
  } finally {
    lab.terminate()
  }
}
async function runOf(lab: LabConnection, given: Given | null, sharedLink: string | null): Promise<RunValue | null> {
  const base = { engine: ENGINE_VERSION, policies: {}, commands: [], horizonUs: 0 }
  if (given === null) return { ...base, scenario: FIRST_PRESET, seed: FIRST_SEED }
  if (given.kind === 'preset') return { ...base, scenario: given.preset, seed: given.seed }
  if (isLesson(given)) {
    const lesson = await givenLesson(given)
    return lesson && attemptRun(lesson, {})
  }
  const text = given.kind === 'shared' ? sharedLink : given.link
  return text === null ? null : ((await lab.request({ do: 'decode', from: 'link', text })) as SavedRun).run
}
