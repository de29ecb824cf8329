/**
 * The orders that clients see: a process's transactions follow each other, and what ended comes before what began later. Of real
 * time, only edges are kept that no others imply: to each beginning from those ended whose successors had not ended too (Elle,
 * VLDB 2020, section 5.1).
 */
import { PROCESS, REALTIME, type DependencyEdges } from './dependencyGraph'
import type { Transaction } from './transaction'

export function addClientOrder(transactions: readonly Transaction[], edges: DependencyEdges): void {
  const last = new Map<number, number>()
  transactions.forEach(({ process, outcome }, number) => {
    if (outcome === 'fail') return
    const before = last.get(process)
    if (before !== undefined) edges.add(before, number, PROCESS)
    last.set(process, number)
  })
  const live = transactions.map((_, number) => number).filter((number) => transactions[number].outcome !== 'fail')
  const ending = live
    .filter((number) => transactions[number].outcome === 'ok')
    .sort((a, b) => transactions[a].completed - transactions[b].completed)
  let ended: number[] = []
  let next = 0
  for (const number of live) {
    const { invoked } = transactions[number]
    for (; next < ending.length && transactions[ending[next]].completed < invoked; next++) {
      const begun = transactions[ending[next]].invoked
      ended = ended.filter((other) => transactions[other].completed > begun)
      ended.push(ending[next])
    }
    for (const other of ended) edges.add(other, number, REALTIME)
  }
}
