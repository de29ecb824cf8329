/**
 * A key's versions at a leader of many: each with the version vector of the writes that it includes. A write supersedes what its
 * leader had; two that did not know of each other are a conflict, which each policy resolves in its own way (Saito and Shapiro
 * 2005, 5): the later stamp of the writers' own wall clocks wins, so that skew loses writes; both are kept as siblings until
 * somebody writes over them; or they are merged, for which a write must only ever add: the greatest value, or all values.
 */
import type { MergeAnswer } from '../../decisions/faultline'
import greatest from '../../decisions/merge/greatest'
import keepAll from '../../decisions/merge/keepAll'
import lastWriter from '../../decisions/merge/lastWriter'
import type { CellType, Choose, Chosen, LocalWrite } from '../optimistic/cellType'
import type { Vector } from '../optimistic/vector'
import { NONE, advanced, areConcurrent, bytesOf, includes, joined, same } from '../optimistic/vector'

/** One value and when its writer stamped it; of a greatest value, when the last of those it was compared with was. */
export interface Stamped {
  readonly value: number
  readonly stamp: number
}
/** Immutable; `values` ascend by stamp. With `keepSiblings`, versions none of whose clocks includes another's; else just one. */
export interface Version {
  readonly clock: Vector
  readonly values: readonly Stamped[]
}
export interface LeaderCell {
  readonly versions: readonly Version[]
}
export type Policy = 'lastWriterWins' | 'keepSiblings' | 'max' | 'union'

const VALUE_BYTES = 448
const last = (values: readonly Stamped[]): Stamped => values[values.length - 1]
const sameStamped = (a: Stamped, b: Stamped): boolean => a.stamp === b.stamp && a.value === b.value

/** What several values come to when they meet. */
const MERGE: Record<Policy, (all: readonly Stamped[]) => readonly Stamped[]> = {
  lastWriterWins: (all) => all.slice(-1),
  keepSiblings: (all) => all.slice(-1),
  max: (all) => [Object.freeze({ value: Math.max(...all.map((v) => v.value)), stamp: last(all).stamp })],
  union: (all) => all,
}
function merged(policy: Policy, values: readonly Stamped[]): readonly Stamped[] {
  const ascending = values.slice().sort((a, b) => a.stamp - b.stamp || a.value - b.value)
  const distinct = ascending.filter((v, i) => i === 0 || !sameStamped(v, ascending[i - 1]))
  return Object.freeze(MERGE[policy](distinct))
}
function cellOf(versions: readonly Version[]): LeaderCell {
  return Object.freeze({ versions: Object.freeze(versions) })
}
function versionOf(clock: Vector, values: readonly Stamped[]): Version {
  return Object.freeze({ clock, values })
}
/** Everything that a cell includes. */
export function clockOf(cell: LeaderCell): Vector {
  return cell.versions.reduce<Vector>((clock, version) => joined(clock, version.clock), NONE)
}
function valuesOf(cell: LeaderCell): readonly Stamped[] {
  return cell.versions.flatMap((version) => version.values)
}

function write(policy: Policy, cell: LeaderCell | null, w: LocalWrite): { cell: LeaderCell; version: number } {
  const clock = advanced(cell ? clockOf(cell) : NONE, w.actor, w.nth)
  const stamp = policy === 'lastWriterWins' ? w.byClock : w.afterSeen
  const mine = Object.freeze({ value: w.value, stamp })
  const values = policy === 'keepSiblings' || !cell ? [mine] : [...valuesOf(cell), mine]
  return { cell: cellOf([versionOf(clock, merged(policy, values))]), version: stamp }
}

function joinCells(policy: Policy, a: LeaderCell, b: LeaderCell): LeaderCell {
  if (policy === 'keepSiblings') return cellOf(maximal([...a.versions, ...b.versions]))
  const clock = joined(clockOf(a), clockOf(b))
  return cellOf([versionOf(clock, merged(policy, [...valuesOf(a), ...valuesOf(b)]))])
}
/** The versions that no other one includes, each once, by stamp. */
function maximal(versions: readonly Version[]): Version[] {
  const kept = versions.filter(
    (v, i) => !versions.some((other, j) => (same(other.clock, v.clock) ? j < i : includes(other.clock, v.clock))),
  )
  return kept.sort((a, b) => last(a.values).stamp - last(b.values).stamp)
}

const BUILT_IN = { lastWriterWins: lastWriter, keepSiblings: keepAll, max: greatest, union: keepAll } as const

/** Whether that is what the policy does by itself. */
function isBuiltIn(policy: Policy, stays: MergeAnswer, met: readonly Stamped[]): boolean {
  if (policy === 'keepSiblings' || policy === 'union') return stays === 'all'
  if (policy === 'lastWriterWins') return stays === met.length - 1
  return met[stays as number].value === Math.max(...met.map(({ value }) => value))
}
/** Clocks tell what follows from what; among the rest somebody chooses, and what is chosen includes all that it was chosen over. */
function settle(policy: Policy, mine: LeaderCell, came: LeaderCell, choose: Choose | null): Chosen<LeaderCell> {
  const asItself = (): Chosen<LeaderCell> => ({ cell: joinCells(policy, mine, came), lost: null })
  const [own, theirs] = [clockOf(mine), clockOf(came)]
  if (policy !== 'keepSiblings' && !same(own, theirs)) {
    if (includes(own, theirs)) return { cell: mine, lost: null }
    if (includes(theirs, own)) return { cell: came, lost: null }
  }
  const met = rivalsAmong(policy, [...mine.versions, ...came.versions])
  if (choose === null || met.length < 2 || met.every((one) => isHeld(mine, one))) return asItself()
  const stays = choose({
    met: met.map((one) => ({ ...one, isMine: isHeld(mine, one) })),
    keepsSiblings: policy === 'keepSiblings' || policy === 'union',
    areConcurrent: true,
    builtIn: BUILT_IN[policy],
  })
  if (stays === 'all' || isBuiltIn(policy, stays, met)) return asItself()
  const kept = met[stays]
  const lost = met.filter(({ value }) => value !== kept.value).map(({ value }) => value)
  return { cell: cellOf([versionOf(joined(own, theirs), Object.freeze([kept]))]), lost }
}
/** Values of versions that no other one surely follows, each once, ascending. */
function rivalsAmong(policy: Policy, versions: readonly Version[]): Stamped[] {
  const standing =
    policy === 'keepSiblings'
      ? versions.filter(({ clock }) => !versions.some((o) => includes(o.clock, clock) && !includes(clock, o.clock)))
      : versions
  const values = standing.flatMap((version) => version.values).sort((a, b) => a.stamp - b.stamp || a.value - b.value)
  return values.filter((value, i) => i === 0 || !sameStamped(value, values[i - 1]))
}
function isHeld(cell: LeaderCell, wanted: Stamped): boolean {
  return cell.versions.some(({ values }) => values.some((value) => sameStamped(value, wanted)))
}

/** Of two that did not know of each other, the value with the earlier stamp; null where both have the same value, as after a retry. */
function loser(a: LeaderCell, b: LeaderCell): number | null {
  const [one, other] = [last(valuesOf(a)), last(valuesOf(b))]
  if (one.value === other.value) return null
  return one.stamp < other.stamp ? one.value : other.value
}

/** The cells of a policy. A read is told the newest of what stands side by side. */
export function leaderCells(policy: Policy): CellType<LeaderCell> {
  return {
    write(cell, w) {
      const written = write(policy, cell, w)
      return { ...written, delta: written.cell }
    },
    join: (a, b) => joinCells(policy, a, b),
    settle: (mine, came, choose) => settle(policy, mine, came, choose),
    equal: (a, b) =>
      a.versions.length === b.versions.length &&
      a.versions.every(
        (v, i) =>
          same(v.clock, b.versions[i].clock) &&
          v.values.length === b.versions[i].values.length &&
          v.values.every((value, j) => sameStamped(value, b.versions[i].values[j])),
      ),
    read(cell) {
      const values = valuesOf(cell)
      const newest = values.reduce((most, one) => (one.stamp > most.stamp ? one : most))
      return { value: newest.value, version: newest.stamp }
    },
    bytes: (cell) => cell.versions.reduce((sum, v) => sum + bytesOf(v.clock) + v.values.length * VALUE_BYTES, 0),
    concurrent: (a, b) => areConcurrent(clockOf(a), clockOf(b)),
    ...(policy === 'lastWriterWins' ? { loser } : {}),
  }
}
