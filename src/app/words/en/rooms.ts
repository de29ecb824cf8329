/** English of the lab's rooms that open later: charts come right after the cluster, the others when they are asked for. */
import { accuracy } from './accuracy'
import { breaker } from './breaker'
import { charts } from './charts'
import { compare } from './compare'
import { inspector } from './inspector'
import { judging } from './judging'
import { keysHelp, palette } from './palette'
import { pictures } from './pictures'
import { policies } from './policies'
import { problem, refusedField } from './problems'
import { screen } from './screen'
import { share } from './share'
import { signals } from './signals'
import { storeSettings } from './storeSettings'
import { streams } from './streams'
import { traces } from './traces'

export const rooms = {
  accuracy,
  breaker,
  charts,
  compare,
  inspector,
  judging,
  keysHelp,
  palette,
  pictures,
  policies,
  problem,
  refusedField,
  screen,
  share,
  signals,
  storeSettings,
  streams,
  traces,
}

/** What few visitors ask for: each part adds its exports to the catalogue. */
export const parts = {
  author: () => import('./author'),
  gallery: () => import('./gallery'),
  history: () => import('./history'),
  homework: () => import('./homework'),
  lessons: () => import('./lessons'),
  models: () => import('./models'),
  pastSession: () => import('./pastSession'),
  policyProblems: () => import('./policyProblems'),
  policySettings: () => import('./policySettings'),
  room: () => import('./room'),
  roomHost: () => import('./roomHost'),
  studio: () => import('./studio'),
}
