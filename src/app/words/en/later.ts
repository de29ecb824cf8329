/** English of the rooms that open later: charts come right after the cluster, the others when they are asked for. */
import { accuracy } from './accuracy'
import { charts } from './charts'
import { judging } from './judging'
import { pictures } from './pictures'
import { storeSettings } from './storeSettings'

export const later = { accuracy, charts, judging, pictures, storeSettings }
