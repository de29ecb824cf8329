/**
 * Spans as the rows of a waterfall: one for each call, with what it was spent on as segments of its bar; in the order of the
 * tree. Calls that nobody waited for, and background work, are sections of their own, on a scale of their own.
 */
import type { Span, Step, Trace } from '../../lab/protocol'

export interface BarSegment {
  part: Step['part']
  startUs: number
  endUs: number
  critical: boolean
  lost: boolean
}
export interface TraceRow {
  span: Span
  depth: number
  segments: BarSegment[]
  lost: boolean
}
export interface Section {
  kind: 'operation' | 'afterwards' | 'background'
  rows: TraceRow[]
  fromUs: number
  toUs: number
}

const PARTS = new Set(['network', 'queueing', 'service', 'disk', 'waiting'])

export function sectionsOf({ spans, path }: Trace): Section[] {
  const children = new Map<number, Span[]>()
  const roots: Record<Section['kind'], Span[]> = { operation: [], afterwards: [], background: [] }
  const [operation] = spans
  for (const span of spans) {
    if (span.parent >= 0) children.set(span.parent, [...(children.get(span.parent) ?? []), span])
    else if (span.id === 0) roots.operation.push(span)
    else if (span.client !== operation.client || span.count !== operation.count) roots.background.push(span)
    else roots.afterwards.push(span)
  }
  const kinds = ['operation', 'afterwards', 'background'] as const
  return kinds.flatMap((kind) => {
    const rows = roots[kind].flatMap((root) => rowsUnder(root, 0, children))
    if (rows.length === 0) return []
    if (kind === 'operation') rows[0].segments = path.map(onThePath)
    const fromUs = Math.min(...rows.map(({ span }) => span.startUs))
    const toUs = Math.max(fromUs + 1, ...rows.map(({ span }) => span.endUs))
    return [{ kind, rows, fromUs, toUs }]
  })
}

function onThePath({ part, fromUs, toUs }: Step): BarSegment {
  return { part, startUs: fromUs, endUs: toUs, critical: true, lost: false }
}

/** A call's own row, and those of what was called for it. A policy's act has a row too; other leaves are segments. */
function rowsUnder(span: Span, depth: number, children: ReadonlyMap<number, Span[]>): TraceRow[] {
  const row: TraceRow = { span, depth, segments: [], lost: false }
  const below: Span[] = []
  const take = (of: Span): void => {
    for (const child of children.get(of.id) ?? []) {
      if (PARTS.has(child.name)) row.segments.push(segmentOf(child))
      else if (child.name === 'visit') {
        if ('fate' in child.attributes)
          row.span = { ...row.span, attributes: { ...row.span.attributes, fate: child.attributes.fate } }
        take(child)
      } else below.push(child)
    }
  }
  if (PARTS.has(span.name)) row.segments.push(segmentOf(span))
  take(span)
  row.lost = row.segments.some(({ lost }) => lost)
  below.sort((a, b) => a.startUs - b.startUs || a.id - b.id)
  return [row, ...below.flatMap((child) => rowsUnder(child, depth + 1, children))]
}
function segmentOf({ name, startUs, endUs, critical, attributes }: Span): BarSegment {
  return { part: name as Step['part'], startUs, endUs, critical, lost: attributes.fate === 'dropped' }
}
