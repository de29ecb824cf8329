/** Facts as a list of names and values with their units. */
import { words } from '../../words'

export function FieldList({ fields }: { fields: { code: string; value: number | string }[] }) {
  const w = words().inspector
  return (
    <dl className="fields" aria-label={w.facts}>
      {fields.map(({ code, value }) => (
        <div key={code}>
          <dt>{w.field(code)}</dt>
          <dd>{w.value(code, value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What stands in for an answer that is not there. */
export function Pending({ answer }: { answer: 'failed' | undefined }) {
  const w = words().inspector
  return <p role="status">{answer === 'failed' ? w.failed : w.loading}</p>
}
