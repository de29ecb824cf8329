/**
 * The contrast being made, or made last: kept while the page lives, so that closing its window loses nothing. Its runs are
 * played in a lab's worker of their own; stopping ends it.
 */
import { create } from 'zustand'
import type { ContrastRow } from '../../lab/contrast'
import type { ModeName } from '../../scenarios/modes'
import { actions } from '../actions'
import type { LabConnection, Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { connectWorker } from '../shell/workerConnection'

export interface Contrasting {
  toUs: number | null // null: none was begun
  left: readonly ModeName[] // still to be run; the first is under way
  rows: readonly ContrastRow[]
  refused: readonly (Problem & { mode: ModeName })[]
}
export const useContrast = create<Contrasting>()(() => ({ toUs: null, left: [], rows: [], refused: [] }))

let connection: LabConnection | null = null

/** Runs the open run, up to the playhead, under these modes; what an earlier contrast had found goes. */
export async function makeContrast(modes: readonly ModeName[], connect = connectWorker): Promise<void> {
  stopContrast()
  const { run } = await actions().currentRun()
  const own = connect()
  connection = own
  useContrast.setState({ toUs: run.horizonUs, left: modes, rows: [], refused: [] })
  for (const [i, mode] of modes.entries()) {
    let found: Partial<Contrasting>
    try {
      const row = (await own.request({ do: 'contrast', run, mode })) as ContrastRow
      found = { rows: [...useContrast.getState().rows, row] }
    } catch (error) {
      found = { refused: [...useContrast.getState().refused, { mode, ...problemOf(error) }] }
    }
    if (connection !== own) return // stopped meanwhile
    useContrast.setState({ ...found, left: modes.slice(i + 1) })
  }
  stopContrast()
}
export function stopContrast(): void {
  const ending = connection
  connection = null
  ending?.terminate()
  useContrast.setState({ left: [] })
}
