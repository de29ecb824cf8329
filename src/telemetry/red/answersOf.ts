/**
 * What services answer. The journal does not say an answer's status, so it is taken from a replayed cluster as each answer leaves: while
 * somebody listens, that one cluster's ways to send are wrapped; nothing of the run changes, and no other cluster knows of it.
 */
import type { Cluster } from '../../cluster'
import { STATUS, TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'

export interface ServiceAnswer {
  node: number // who answered
  origin: number
  count: number
  atUs: number
  /** Index into OUTCOME_CAUSES; −1: no error of its own (done, known to be elsewhere, or passed on from whom it had asked). */
  cause: number
}

/** Types of answers that carry a status, by what asks for them: whoever serves such work owes an answer. */
const STATED = new Set([TYPE.answer, TYPE.storeAnswer, TYPE.recommendAnswer, TYPE.enqueued])
export const OWES_ANSWER = new Set([
  TYPE.request,
  TYPE.storeRead,
  TYPE.storeWrite,
  TYPE.storeTransfer,
  TYPE.recommend,
  TYPE.enqueue,
])

/** Tells of every answer at the end of the event that sent it. Call the result to stop. */
export function listenToAnswers(cluster: Cluster, told: (answer: ServiceAnswer) => void): () => void {
  const send = cluster.send.bind(cluster)
  const reply = cluster.reply.bind(cluster)
  const forward = cluster.forward.bind(cluster)
  const step = cluster.step.bind(cluster)
  let sent: { slot: number; isOwn: boolean }[] = []
  const note = (slot: number, type: number, isOwn: boolean): number => {
    if (STATED.has(type)) sent.push({ slot, isOwn })
    return slot
  }
  const tell = ({ slot, isOwn }: (typeof sent)[number]): void => {
    const { words } = cluster.queue
    const w = slot * WORDS
    const status = words[w + W.a]
    const failed = isOwn && (status === STATUS.failed || status === STATUS.unknown)
    told({
      node: words[w + W.from],
      origin: words[w + W.origin],
      count: words[w + W.count],
      atUs: cluster.nowUs,
      cause: failed ? words[w + W.b] : -1,
    })
  }
  const wrapped: Pick<Cluster, 'send' | 'reply' | 'forward' | 'step'> = {
    send: (...args: Parameters<Cluster['send']>) => note(send(...args), args[2], true),
    reply: (message: number, type: number) => note(reply(message, type), type, true),
    forward: (...args: Parameters<Cluster['forward']>) => note(forward(...args), args[2], false),
    step: (untilUs?: number) => {
      const went = step(untilUs)
      if (sent.length === 0) return went
      const answers = sent
      sent = []
      answers.forEach(tell)
      return went
    },
  }
  Object.assign(cluster, wrapped)
  return () => {
    for (const name of Object.keys(wrapped)) Reflect.deleteProperty(cluster, name)
  }
}
