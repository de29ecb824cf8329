/** The sentence above the graph. It is redrawn with the status, but spoken only when the kind of state changes. */
import { Fragment, useEffect, useRef, useState } from 'react'
import { usePanelShown } from '../lessonMode'
import { useLab } from '../store'
import { words } from '../words'
import { showEvidence } from './evidence'
import type { Clause } from './sentence'
import { sentence } from './sentence'
import { begun, clauseWords, sentenceText } from './sentenceText'

const SPEAK_EVERY_MS = 5000

export function SentenceLine() {
  const status = useLab((lab) => lab.status)
  const opened = useLab((lab) => lab.opened)
  const told = sentence(status, opened?.topology ?? null)
  const join = words().shell.sentence.join
  return (
    <>
      <p className={`sentence ${told.mood}`}>
        {told.cause && (
          <>
            <ClauseText clause={told.cause} isFirst />
            {join.cause(told.mood, told.cause.code)}
          </>
        )}
        {told.effects.map((effect, i) => (
          <Fragment key={effect.code + String(effect.params.journey)}>
            {i > 0 && join.effects(told.cause?.code)}
            <ClauseText clause={effect} isFirst={i === 0 && !told.cause} />
          </Fragment>
        ))}
        .
      </p>
      <Announcer kind={told.kind} text={sentenceText(told)} />
    </>
  )
}

function ClauseText({ clause, isFirst }: { clause: Clause; isFirst: boolean }) {
  const { evidence } = clause
  const text = isFirst ? begun(clauseWords(clause)) : clauseWords(clause)
  const hasSignals = usePanelShown('signals')
  if (!evidence || ('panel' in evidence && !hasSignals)) return <span>{text}</span>
  return (
    <button className="clause" title={words().shell.sentence.evidence} onClick={() => showEvidence(evidence)}>
      {text}
    </button>
  )
}

/** Speaks the newest sentence when its kind has changed, at most once in five seconds. */
function Announcer({ kind, text }: { kind: string; text: string }) {
  const [spoken, setSpoken] = useState('')
  const newest = useRef(text)
  const lastMs = useRef(-Infinity)
  useEffect(() => {
    newest.current = text
  }, [text])
  useEffect(() => {
    const waitMs = Math.max(0, lastMs.current + SPEAK_EVERY_MS - performance.now())
    const timer = setTimeout(() => {
      lastMs.current = performance.now()
      setSpoken(newest.current)
    }, waitMs)
    return () => clearTimeout(timer)
  }, [kind])
  return (
    <span className="hidden-visually" aria-live="polite">
      {spoken}
    </span>
  )
}
