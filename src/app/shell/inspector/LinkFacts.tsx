/** A link: its facts, and every message on it with its own verbs (drop, delay, hold, release this one). */
import { lazy, Suspense } from 'react'
import type { MessageId } from '../../../cluster/command'
import { actions } from '../../actions'
import { useAdmits } from '../../lessonMode'
import { useLab, useView } from '../../store'
import { withItsWords, words } from '../../words'
import { FieldList, Pending } from './FieldList'
import { useAnswer } from './useAnswer'

const WhyMessage = lazy(() =>
  withItsWords(import('../../studio/why/WhyButtons'), 'studio').then((m) => ({ default: m.WhyMessage })),
)

const DELAY_US = 100_000
const keyOf = (id: MessageId): string => `${id.origin} ${id.count} ${id.path}`

type Row = Extract<Awaited<ReturnType<ReturnType<typeof actions>['linkDetails']>>, object>['messages'][number]

export function LinkFacts({ link, message }: { link: number; message: MessageId | null }) {
  const w = words().inspector
  const answer = useAnswer(`link ${link}`, () => actions().linkDetails(link))
  const timeUs = useLab((lab) => lab.status?.timeUs ?? 0)
  if (answer === undefined || answer === 'failed') return <Pending answer={answer} />
  const chosen = message ? keyOf(message) : ''
  return (
    <>
      <FieldList fields={answer.fields} />
      {message && !answer.messages.some(({ id }) => keyOf(id) === chosen) && (
        <p>
          {w.hasLeft} <Why message={message} link={link} sentUs={null} />
        </p>
      )}
      <h3>{w.messages}</h3>
      {answer.messages.length === 0 && <p className="quiet">{w.noMessages}</p>}
      <ul className="messages">
        {answer.messages.map((row) => (
          <MessageRow key={keyOf(row.id)} row={row} link={link} timeUs={timeUs} chosen={keyOf(row.id) === chosen} />
        ))}
      </ul>
    </>
  )
}

function MessageRow({ row, link, timeUs, chosen }: { row: Row; link: number; timeUs: number; chosen: boolean }) {
  const w = words().inspector
  const set = useView((view) => view.set)
  const { id: message } = row
  const act = actions()
  const holdOrRelease = row.held ? 'releaseMessage' : 'holdMessage'
  const drops = useAdmits('dropMessage')
  const delays = useAdmits('delayMessage')
  const holds = useAdmits(holdOrRelease)
  return (
    <li aria-current={chosen}>
      <button className="plain" onClick={() => set({ selection: { kind: 'message', message, link } })}>
        {w.messageType(row.type)}
        <span className="quiet">
          {' '}
          {w.sentAt(row.sentUs)}, {row.held ? w.isHeld : w.arrivesIn(row.arrivesUs - timeUs)}
        </span>
      </button>
      <span className="verb-list">
        {drops && <button onClick={() => void act.act({ kind: 'dropMessage', message })}>{w.drop}</button>}
        {delays && (
          <button onClick={() => void act.act({ kind: 'delayMessage', message, byUs: DELAY_US })}>{w.delay}</button>
        )}
        {holds && (
          <button onClick={() => void act.act({ kind: holdOrRelease, message })}>
            {row.held ? w.release : w.hold}
          </button>
        )}
        <Why message={message} link={link} sentUs={row.sentUs} />
      </span>
    </li>
  )
}

function Why(of: { message: MessageId; link: number; sentUs: number | null }) {
  const topology = useLab((lab) => lab.opened?.topology)
  return <Suspense>{topology && <WhyMessage {...of} topology={topology} />}</Suspense>
}
