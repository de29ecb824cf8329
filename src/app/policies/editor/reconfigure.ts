/** The open run in a scenario that is set otherwise; the run that was open is set aside, to go back to. */
import type { Scenario } from '../../../scenarios/scenario'
import { actions } from '../../actions'
import { useLab } from '../../store'

/** Rejects with a `Problem` where the settings are impossible; the run is untouched then. */
export async function reconfigure(scenario: Scenario): Promise<void> {
  const before = await actions().session()
  try {
    await actions().reconfigure(scenario)
  } catch (error) {
    useLab.setState({ problem: null }) // told by whoever asked
    throw error
  }
  useLab.setState({ previous: before, notice: { code: 'reconfigured', params: {}, undo: false } })
}
