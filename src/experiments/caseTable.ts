/** An experiment from a table of cases: each is its settings, and the settings give it its name. */
import type { Experiment, Measurement, Settings } from './experiment'
import type { Parameter } from './parameter'

interface CaseTable<S extends Settings> {
  id: string
  source: string
  parameters: readonly Parameter[]
  cases: readonly S[]
  name: (settings: S) => string
  conflict?: Experiment<S>['conflict']
  load?: Experiment<S>['load']
}

/** One whose runs go in slices. */
export function sliced<S extends Settings>(
  table: CaseTable<S> & { play(settings: S): Generator<number, Measurement> },
): Experiment<S> {
  const { id, source, parameters, conflict, load, cases, name } = table
  const byName = new Map(cases.map((settings) => [name(settings), settings]))
  return {
    id,
    source,
    parameters,
    conflict,
    load,
    cases: [...byName.keys()],
    settingsOf: (caseName) => ({ ...(byName.get(caseName) as S) }),
    nameOf: (_caseName, settings) => name(settings),
    play: (_caseName, settings) => table.play(settings),
  }
}

/** One whose runs take no time worth slicing. */
export function instant<S extends Settings>(
  table: CaseTable<S> & { measure(settings: S): Measurement },
): Experiment<S> {
  return sliced({
    ...table,
    *play(settings) {
      yield 0
      return table.measure(settings)
    },
  })
}
