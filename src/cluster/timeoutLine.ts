/**
 * Timeouts of one length on one node, of things that are mostly over by then: they stand in a line in the order in which they
 * began, and only the first has a timer. Nothing is cancelled: whoever owns the line is asked whether a thing is over. So a
 * timeout costs three words. Plain data, for `node.state`; it dies with the process like any timer.
 */
import type { Cluster } from './contract'
import type { ClusterNode } from './node'

export interface TimeoutLine {
  readonly delayUs: number // on the node's monotonic clock
  readonly kind: number // of its timer, which carries `a`
  readonly a: number
  isArmed: boolean
  head: number
  length: number
  /** A ring, as long as a power of two: when each thing is due by the node's monotonic clock, and its two names. */
  dueUs: Float64Array
  rows: Int32Array
  marks: Int32Array
}
/** Whether what began under these two names has ended. */
export type IsOver = (node: ClusterNode, row: number, mark: number) => boolean
const FIRST_LENGTH = 16

/** `kind` and `a` are what the role's `timer` gets when something may be due: it then calls `nextDue`. */
export function timeoutLine(delayUs: number, kind: number, a = 0): TimeoutLine {
  return {
    delayUs,
    kind,
    a,
    isArmed: false,
    head: 0,
    length: 0,
    dueUs: new Float64Array(FIRST_LENGTH),
    rows: new Int32Array(FIRST_LENGTH),
    marks: new Int32Array(FIRST_LENGTH),
  }
}

/** Starts a timeout. */
export function watch(
  cluster: Cluster,
  node: ClusterNode,
  line: TimeoutLine,
  row: number,
  mark: number,
  isOver: IsOver,
): void {
  if (line.length === line.rows.length) makeRoom(node, line, isOver)
  const at = (line.head + line.length++) & (line.rows.length - 1)
  line.dueUs[at] = node.monotonic(cluster.nowUs) + line.delayUs
  line.rows[at] = row
  line.marks[at] = mark
  if (!line.isArmed) arm(cluster, node, line)
}

/**
 * The line's timer has come: the row of something whose time is up and that is not over, which leaves the line; −1 when there is none
 * any more, and the timer is set for the next. To be called until then.
 */
export function nextDue(cluster: Cluster, node: ClusterNode, line: TimeoutLine, isOver: IsOver): number {
  dropOver(node, line, isOver)
  if (line.length === 0) {
    line.isArmed = false
    return -1
  }
  if (line.dueUs[line.head] > node.monotonic(cluster.nowUs)) {
    arm(cluster, node, line)
    return -1
  }
  const row = line.rows[line.head]
  leave(line)
  return row
}

function arm(cluster: Cluster, node: ClusterNode, line: TimeoutLine): void {
  line.isArmed = true
  const delayUs = Math.max(1, line.dueUs[line.head] - node.monotonic(cluster.nowUs))
  cluster.setTimer(node, delayUs, line.kind, node.index, 0, 0, line.a)
}
function dropOver(node: ClusterNode, line: TimeoutLine, isOver: IsOver): void {
  const { rows, marks } = line
  let { head, length } = line
  while (length > 0 && isOver(node, rows[head], marks[head])) {
    head = (head + 1) & (rows.length - 1)
    length--
  }
  line.head = head
  line.length = length
}
function leave(line: TimeoutLine): void {
  line.head = (line.head + 1) & (line.rows.length - 1)
  line.length--
}
/** What is over leaves when the line is full, many at once; it grows where most of it is not. */
function makeRoom(node: ClusterNode, line: TimeoutLine, isOver: IsOver): void {
  dropOver(node, line, isOver)
  if (line.length * 2 > line.rows.length) widen(line)
}
function widen(line: TimeoutLine): void {
  const { head, rows } = line
  const columns = [line.dueUs, line.rows, line.marks] as const
  const wide = [
    new Float64Array(rows.length * 2),
    new Int32Array(rows.length * 2),
    new Int32Array(rows.length * 2),
  ] as const
  for (let i = 0; i < rows.length; i++) {
    for (let c = 0; c < columns.length; c++) wide[c][i] = columns[c][(head + i) & (rows.length - 1)]
  }
  line.head = 0
  ;[line.dueUs, line.rows, line.marks] = wide
}
