/**
 * Published results and the runs that reproduce them. A new one is a file and a line in EXPERIMENTS; the command, the page's
 * accuracy room and the tests find it here.
 */
import { FaultlineError } from '../kernel'
import type { Experiment, ReproductionRow, Settings } from './experiment'
import { passes } from './experiment'
import { gossipMaelstrom } from './gossip/maelstrom'
import { gossipSwim } from './gossip/swim'
import { hashBounded } from './hashing/bounded'
import { hashMoved } from './hashing/moved'
import { dynamoStrategies } from './hashing/strategies'
import { hashCrc16Slot, hashJump, hashKetama, hashMurmur3 } from './hashing/vectors'
import { hashVnode } from './hashing/vnode'
import { readParameter } from './parameter'
import { pbsFits } from './pbs/fits'
import { pbsTable } from './pbs/table'
import { pbsText } from './pbs/text'
import { queueMg1, queueMm1, queueMmc } from './queues/experiments'
import { quorumK } from './quorums/kStaleness'
import { raftLan } from './raft/lan'
import { raftMeanDowntime } from './raft/meanDowntime'
import { raftSplitVote } from './raft/splitVote'
import { raftWan } from './raft/wan'
import { SERVICE_EXPERIMENTS } from './services'
import { spannerFailover } from './spanner/failover'
import { spannerT3 } from './spanner/table3'
import { spannerTt } from './spanner/trueTime'

export type { Experiment, Figures, Findings, Parameter, ReproductionRow, Settings } from './experiment'

export const EXPERIMENTS: readonly Experiment[] = [
  pbsFits,
  pbsTable,
  pbsText,
  queueMm1,
  queueMmc,
  queueMg1,
  quorumK,
  hashMoved,
  hashVnode,
  hashCrc16Slot,
  hashJump,
  hashMurmur3,
  hashKetama,
  hashBounded,
  dynamoStrategies,
  gossipMaelstrom,
  gossipSwim,
  raftSplitVote,
  raftMeanDowntime,
  raftWan,
  raftLan,
  ...SERVICE_EXPERIMENTS,
  spannerTt,
  spannerT3,
  spannerFailover,
]

/** One run to be made: a case with the values of all its parameters. */
export interface PlannedCase {
  id: string
  caseName: string
  settings: Settings
}

/**
 * The runs of these experiments (all of them when none is named) with some parameters replaced; cases that thereby became the
 * same are run once. Throws experiment.unknown { id, allowed }, experiment.parameter { name, allowed } where no experiment asked
 * for has it, and what readParameter throws where one has it and cannot have that value.
 */
export function planCases(ids: readonly string[], set: Settings): PlannedCase[] {
  const asked = ids.length === 0 ? EXPERIMENTS : ids.map(experimentOf)
  const known = asked.flatMap((experiment) => experiment.parameters.map((p) => p.name))
  for (const name of Object.keys(set)) {
    if (!known.includes(name))
      throw new FaultlineError('experiment.parameter', { name, allowed: [...new Set(known)].join(', ') })
  }
  return asked.flatMap((experiment) => casesOf(experiment, set))
}

/** Runs one case in slices: yields the share done, 0 to 1. */
export function* runCase({ id, caseName, settings }: PlannedCase): Generator<number, ReproductionRow> {
  const experiment = experimentOf(id)
  const measurement = yield* experiment.play(caseName, settings)
  return {
    id,
    case: experiment.nameOf(caseName, settings),
    source: experiment.source,
    ...measurement,
    pass: passes(measurement),
  }
}

function experimentOf(id: string): Experiment {
  const experiment = EXPERIMENTS.find((e) => e.id === id)
  if (!experiment)
    throw new FaultlineError('experiment.unknown', { id, allowed: EXPERIMENTS.map((e) => e.id).join(', ') })
  return experiment
}

function casesOf(experiment: Experiment, set: Settings): PlannedCase[] {
  const own = experiment.parameters.filter((p) => Object.hasOwn(set, p.name))
  const replaced = Object.fromEntries(own.map((p) => [p.name, readParameter(p, set[p.name])]))
  const planned = new Map<string, PlannedCase>()
  for (const caseName of experiment.cases) {
    const settings = { ...experiment.settingsOf(caseName), ...replaced }
    const conflict = experiment.conflict?.(settings)
    if (conflict) throw new FaultlineError('experiment.value', { got: settings[conflict.name], ...conflict })
    const name = experiment.nameOf(caseName, settings)
    // Of several that are the same now, the one that was so from the start has the settings made for it.
    if (!planned.has(name) || name === caseName) planned.set(name, { id: experiment.id, caseName, settings })
  }
  return [...planned.values()]
}
