/**
 * Each request but ticks and openings as the job that answers it, with the gate that every request passes. The page loads this
 * once the first cluster moves.
 */
import { FaultlineError } from '../kernel'
import { decodeFile, encodeFile } from '../scenarios/codec'
import { decodeLink, encodeLink } from '../scenarios/link'
import { breakerView } from './breakerView'
import { carriedFrom, standAt } from './carried'
import { contrastRow } from './contrast'
import type { Equipment } from './equipment'
import { linkDetails, nodeDetails } from './details'
import { runInstruments } from './instruments'
import type { Job } from './job'
import { HistoryFeed } from './judging/feed'
import { streamView } from './lineView'
import { recordedText } from './judging/recordedRun'
import type { Lab } from './lab'
import { policyViews } from './policyView'
import { probe } from './probe'
import type { Carried, Compiling, Fingerprint, LabPush, LabRequest, Query } from './protocol'
import { Reader } from './reader'
import { screenView } from './screenView'
import { SignalsReader } from './signals'
import { storeView } from './storeView'
import { reveal } from './telling'

export { checkRequest } from './checkRequest'
export { toldObjectives } from './incidents'
export { tellDue } from './telling'
export { inMode, inScenario } from './inMode'
export { trialServer } from './trial/serve'

interface Open {
  lab: Lab
  signals?: SignalsReader // made when the panel first asks
  reader: Reader | null // made when the past is first asked about
  feed: HistoryFeed | null // made when a judge first asks
}

/** A request that needs no open lab; null for others. */
export function jobOf(request: LabRequest, equipment: Equipment, tell: (push: LabPush) => void): Job<unknown> | null {
  switch (request.do) {
    case 'contrast':
      return contrastRow(request, equipment.bookOf(request.run))
    case 'recorded':
      return recordedText(request, equipment.bookOf(request.run))
    case 'instruments':
      return runInstruments(request.run, request.format, equipment.bookOf(request.run))
    case 'probe':
      return probe(request, equipment.bookOf(request.session), (deciding) => tell({ push: 'deciding', deciding }))
    case 'decideAgain':
      return atOnce(() => equipment.decideAgain(request))
    case 'compilePolicy':
      return atOnce(() => equipment.compiling(request.code))
    case 'decode':
      return atOnce(() => (request.from === 'link' ? decodeLink : decodeFile)(request.text))
    case 'encode':
      return atOnce(() => (request.to === 'link' ? encodeLink : encodeFile)(request.saved))
    default:
      return null
  }
}

export function jobOn(open: Open, request: LabRequest, equipment: Equipment): Job<unknown> {
  const { lab } = open
  switch (request.do) {
    case 'seek':
      return lab.seek(request.atUs)
    case 'step':
      return lab.step(request.to)
    case 'receive':
      return lab.receive(request.commands)
    case 'command':
      return lab.act(request.command)
    case 'setPolicy':
      return setPolicy(lab, request, equipment)
    case 'fork':
      return lab.fork()
    case 'reveal':
      return atOnce(() => reveal(lab, request.by))
    case 'undo':
      return lab.undo()
    case 'redo':
      return lab.redo()
    case 'selectBranch':
      return lab.select(request.branch)
    case 'removeBranch':
      return lab.remove(request.branch)
    case 'compare':
      return lab.compare(request.branch)
    case 'nameBranch':
      return atOnce(() => lab.rename(request.branch, request.name))
    case 'query':
      return answerTo(open, request.query, equipment)
    case 'run':
      return atOnce(() => ({ run: lab.value(), fingerprint: lab.fingerprint() }))
    case 'session':
      return atOnce(() => lab.session())
    case 'carry':
      return atOnce(() => carried(lab))
    case 'stand':
      return atOnce(() => stood(lab, request))
    default:
      throw new Error(`${request.do} is not about an open lab`)
  }
}

function carried(lab: Lab): Carried | null {
  const bytes = carriedFrom(lab)
  return bytes && { bytes, fingerprint: lab.fingerprint() }
}
function stood(lab: Lab, { bytes, untilUs }: LabRequest & { do: 'stand' }): Fingerprint | null {
  try {
    standAt(lab, bytes, untilUs)
  } catch (error) {
    if (error instanceof FaultlineError) return null
    throw error
  }
  return lab.fingerprint()
}

/** An act like any other, where the code compiles. */
function* setPolicy(lab: Lab, asked: LabRequest & { do: 'setPolicy' }, equipment: Equipment): Job<Compiling> {
  const { contract, code, reach, state } = asked
  const compiled: Compiling = code ? equipment.add(lab.policies, code) : { ok: true, id: null, exports: [] }
  if (compiled.ok) yield* lab.act({ kind: 'setPolicy', contract, code: compiled.id, reach, ...(state && { state }) })
  return compiled
}

function answerTo(open: Open, query: Query, equipment: Equipment): Job<unknown> {
  const { lab } = open
  const reader = (open.reader ??= new Reader(lab))
  switch (query.about) {
    case 'node':
      return atOnce(() => nodeDetails(lab.player, query.node))
    case 'stream':
      return atOnce(() => streamView(lab.player, query.node))
    case 'link':
      return atOnce(() => linkDetails(lab.player, query.link))
    case 'operations':
      return reader.operations(query)
    case 'trace':
      return reader.trace(query.client, query.count)
    case 'traces':
      return reader.traces(query)
    case 'decisions':
      return reader.decisions(query)
    case 'decision':
      return reader.decision(query, (told, builtIn) => equipment.withSource(told, builtIn))
    case 'underWay':
      return atOnce(() => lab.player.observation.operations.find(query.client, query.count) >= 0)
    case 'signals':
      return (open.signals ??= new SignalsReader(lab)).window(query)
    case 'spaceTime':
      return reader.spaceTime(query.fromUs, query.toUs)
    case 'history':
      return atOnce(() => (open.feed ??= new HistoryFeed(lab)).next(query))
    case 'screen':
      return atOnce(() => screenView(lab.player))
    case 'breaker':
      return atOnce(() => breakerView(lab.player, query.link))
    case 'policies':
      return atOnce(() => policyViews(lab.player, query.node))
    case 'store':
      return atOnce(() => storeView(lab.player, query.shard, query.logTo))
  }
}

/** A job that is done at its first step. */
function* atOnce<T>(answer: () => T): Job<T> {
  return answer()
}
