/** Each request about an open lab as the job that answers it. */
import { linkDetails, nodeDetails } from './details'
import type { Job } from './job'
import type { Lab } from './lab'
import type { LabRequest, Query } from './protocol'
import type { Reader } from './reader'
import { storeView } from './storeView'

interface Open {
  lab: Lab
  reader: Reader
}

export function jobOn(open: Open, request: LabRequest): Job<unknown> {
  const { lab } = open
  switch (request.do) {
    case 'seek':
      return lab.seek(request.atUs)
    case 'step':
      return lab.step(request.to)
    case 'command':
      return lab.act(request.command)
    case 'fork':
      return lab.fork()
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
      return answerTo(open, request.query)
    case 'run':
      return atOnce(() => ({ run: lab.value(), fingerprint: lab.fingerprint() }))
    case 'session':
      return atOnce(() => lab.session())
    default:
      throw new Error(`${request.do} is not about an open lab`)
  }
}

function answerTo({ lab, reader }: Open, query: Query): Job<unknown> {
  switch (query.about) {
    case 'node':
      return atOnce(() => nodeDetails(lab.player, query.node))
    case 'link':
      return atOnce(() => linkDetails(lab.player, query.link))
    case 'operations':
      return reader.operations(query)
    case 'trace':
      return reader.trace(query.client, query.count)
    case 'underWay':
      return atOnce(() => lab.player.observation.operations.find(query.client, query.count) >= 0)
    case 'spaceTime':
      return reader.spaceTime(query.fromUs, query.toUs)
    case 'store':
      return atOnce(() => storeView(lab.player, query.shard, query.logTo))
  }
}

/** A job that is done at its first step. */
function* atOnce<T>(answer: () => T): Job<T> {
  return answer()
}
