/**
 * An operation's records as spans: a message on its way, work waiting in a queue, work being done. Waiting stands apart
 * from working, since a slow answer is mostly somebody's queue.
 */
import type { RecordRow } from '../../lab/protocol'

export interface Span {
  kind: 'travelling' | 'waiting' | 'working'
  fromUs: number
  toUs: number // NaN: not over
  node: number // -1: a message
  link: number // -1: at a node
  type: string
  fate: 'delivered' | 'dropped' | 'open' // of a message; of work: delivered = done
  id: RecordRow['id']
}

const ENDS: Record<string, Span['fate']> = {
  delivered: 'delivered',
  dropped: 'dropped',
  finished: 'delivered',
  abandoned: 'dropped',
  shed: 'dropped',
}

/** In the order they began. Records must be in the order of time. */
export function hopsOf(records: RecordRow[]): Span[] {
  const spans: Span[] = []
  const open = new Map<string, Span[]>()
  const begin = (key: string, record: RecordRow, kind: Span['kind']): void => {
    const { atUs, node, link, type, id } = record
    const span: Span = { kind, fromUs: atUs, toUs: NaN, node, link, type, fate: 'open', id }
    spans.push(span)
    open.set(key, [...(open.get(key) ?? []), span])
  }
  const end = (key: string, record: RecordRow, kinds: Span['kind'][]): void => {
    const waiting = open.get(key) ?? []
    const at = waiting.findIndex((span) => kinds.includes(span.kind))
    if (at < 0) return
    const [span] = waiting.splice(at, 1)
    span.toUs = record.atUs
    span.fate = ENDS[record.kind] ?? 'delivered'
  }
  for (const record of records) {
    const message = `${record.link} ${record.id ? `${record.id.origin} ${record.id.count} ${record.id.path}` : ''}`
    const work = `${record.node} ${record.id ? `${record.id.origin} ${record.id.count}` : ''} ${record.type}`
    switch (record.kind) {
      case 'sent':
        begin(message, record, 'travelling')
        break
      case 'delivered':
      case 'dropped':
        end(message, record, ['travelling'])
        break
      case 'queued':
        begin(work, record, 'waiting')
        break
      case 'started':
        end(work, record, ['waiting'])
        begin(work, record, 'working')
        break
      case 'finished':
      case 'abandoned':
        end(work, record, ['working', 'waiting'])
        break
      case 'shed':
        end(work, record, ['waiting'])
        break
    }
  }
  return spans.filter((span) => span.toUs !== span.fromUs || span.kind === 'travelling')
}
