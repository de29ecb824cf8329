/** Until which moment of the run a fault is concealed; empty: until it is revealed. */
import { HOUR_US } from '../../../scenarios/limits'
import { NumberInput } from '../../shell/NumberInput'
import { words } from '../../words'

const MOST_US = 24 * HOUR_US

export function UntilField({
  untilUs,
  onChange,
}: {
  untilUs: number | null
  onChange: (untilUs: number | null) => void
}) {
  const w = words().roomHost.faults
  return (
    <label className="host-until">
      {w.until}{' '}
      <NumberInput
        value={untilUs ?? undefined}
        scale={1e6}
        whole
        onChange={(us) => onChange(us === undefined ? null : Math.min(MOST_US, Math.max(0, us)))}
      />{' '}
      {w.untilS}
    </label>
  )
}
