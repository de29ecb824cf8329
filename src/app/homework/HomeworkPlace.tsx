/** Where an address of homework leads. */
import type { Route } from '../shell/routes'
import { Given } from './Given'
import { Judge } from './Judge'
import { Make } from './Make'
import { Start } from './Start'
import '../shell/home.css'
import './homework.css'

export function HomeworkPlace({ route: { part, link } }: { route: Route & { at: 'homework' } }) {
  switch (part) {
    case 'start':
      return <Start />
    case 'given':
      return <Given link={link} />
    case 'make':
      return <Make />
    case 'judge':
      return <Judge />
  }
}
