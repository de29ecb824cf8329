/** A concealed fault: that there is one, how many have named it, and once it is revealed, what it was. */
import { words } from '../../words'
import { useRoom } from '../roomStore'

export function DiagnosisShown({ id }: { id: string }) {
  const w = words()
  const p = w.roomHost.projector
  const fault = useRoom(({ lead }) => lead.fault.get(id))
  const told = useRoom(({ screen }) => screen.told)
  if (!fault) return null
  return (
    <div className="diagnosis-shown">
      <h2>{p.something}</h2>
      {fault.revealed ? (
        <p className="was">
          {p.was}: {fault.commands.map((command) => w.faults.did({ ...command, concealed: false })).join('; ')}
        </p>
      ) : (
        <p>{p.find}</p>
      )}
      <p className="word" role="status">
        {told}
      </p>
    </div>
  )
}
