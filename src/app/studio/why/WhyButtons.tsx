/** One click from what happened to the decision behind it. */
import type { MessageId } from '../../../cluster/command'
import type { Span, Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import { useContractsShown } from '../../lessonMode'
import { useLab } from '../../store'
import { words } from '../../words'
import { openWhy } from '../studioStore'
import { askingsOf, asksOfMessage } from './asking'

/** Of a call, a retry or a rejection in a trace, whose operation began at `fromUs`. */
export function WhySpan({ span, fromUs, topology }: { span: Span; fromUs: number; topology: Topology }) {
  const w = words().studio.why
  const scenario = useLab((lab) => lab.opened?.scenario)
  const admitted = useContractsShown()
  if (!scenario) return null
  const askings = askingsOf(span, topology, scenario).filter(
    ({ asked }) => admitted === null || asked.contracts?.some((name) => admitted.includes(name)),
  )
  return askings.map(({ reason, contract, asked }) => (
    <button
      key={reason}
      type="button"
      className="plain link"
      title={w.reasonHint}
      onClick={() => openWhy(contract, { ...asked, ...(asked.operation && { fromUs }) })}
    >
      {w.reasons[reason]}
    </button>
  ))
}

interface WhyMessageProps {
  message: MessageId
  link: number
  sentUs: number | null // null: it is no longer under way, its trace knows
  topology: Topology
}
export function WhyMessage({ message, link, sentUs, topology }: WhyMessageProps) {
  const w = words().studio.why
  const scenario = useLab((lab) => lab.opened?.scenario)
  const isAsked = useContractsShown()?.length !== 0
  if (!scenario || !isAsked || !asksOfMessage(link, topology, scenario)) return null
  const { from, to } = topology.links[link]
  const ask = async (): Promise<void> => {
    const { origin: client, count, path } = message
    const answer = await actions()
      .trace(client, count)
      .catch(() => null)
    const sent = answer?.records.find(({ kind, link: on, id }) => kind === 'sent' && on === link && id?.path === path)
    openWhy(null, {
      operation: { client, count },
      fromUs: answer?.operation.invokedUs ?? null,
      node: from,
      called: to,
      atUs: sentUs ?? sent?.atUs ?? null,
    })
  }
  return (
    <button type="button" title={w.reasonHint} onClick={() => void ask()}>
      {w.message}
    </button>
  )
}
