/** English, as far as the first cluster needs it. Each room keeps its words in its own file. */
import { faults } from './faults'
import { graph } from './graph'
import { shell } from './shell'
import { stores } from './stores'
import { watch } from './watch'

export const catalogue = { faults, graph, shell, stores, watch }
