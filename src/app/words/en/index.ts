/** English. Each room keeps its words in its own file. */
import { accuracy } from './accuracy'
import { charts } from './charts'
import { faults } from './faults'
import { graph } from './graph'
import { judging } from './judging'
import { pictures } from './pictures'
import { shell } from './shell'
import { stores } from './stores'
import { storeSettings } from './storeSettings'
import { watch } from './watch'

export const catalogue = { accuracy, charts, faults, graph, judging, pictures, shell, stores, storeSettings, watch }
