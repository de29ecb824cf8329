/** Opens one of a session's runs, where there is one. */
import { words } from '../words'
import type { PastRun } from './runs'

export function RunButton({ run, open }: { run: PastRun | null; open: (run: PastRun) => void }) {
  if (!run) return null
  return <button onClick={() => open(run)}>{words().pastSession.openNow(run.title)}</button>
}
