/** Outside: where no server answers, and after a visit. What one did is in this browser and can be taken along. */
import { useEffect, useState } from 'react'
import { labHash } from '../shell/routes'
import type { Problem } from '../shell/labConnection'
import { ProblemText } from '../shell/ProblemText'
import { FIRST_PRESET } from '../shell/presetIds'
import { words } from '../words'
import { useRoom } from './roomStore'
import { lookAgain, tryAgain } from './session'
import { saveMyWork } from './myWork'

const LOOK_EVERY_MS = 5_000

export function Alone() {
  const w = words().room.alone
  useEffect(() => {
    const timer = setInterval(() => void lookAgain(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <main className="home room-door">
      <h1>{w.title}</h1>
      <p>{w.text}</p>
      <p className="ways">
        <button className="primary" onClick={() => void tryAgain()}>
          {w.retry}
        </button>
        <a className="button" href="#/">
          {w.home}
        </a>
      </p>
      <h2>{w.how}</h2>
      <p>{w.steps[0]}</p>
      <pre>
        <code>{w.command}</code>
      </pre>
      <p>{w.steps[1]}</p>
    </main>
  )
}

export function Out() {
  const w = words().room
  const refusal = useRoom((room) => room.refusal)
  const [problem, setProblem] = useState<Problem | null>(null)
  const learner = useRoom((room) => room.me?.role === 'learner')
  return (
    <main className="home room-door">
      <h1>{w.out.title}</h1>
      <p role="status">{refusal ? w.refused(refusal.code, refusal.retryS) : w.out.left}</p>
      <p className="ways">
        <button className="primary" onClick={() => void tryAgain()}>
          {w.out.back}
        </button>
        {learner && <button onClick={() => void saveMyWork().then(setProblem)}>{w.out.work}</button>}
        <a className="button" href={labHash(FIRST_PRESET)}>
          {w.out.lab}
        </a>
      </p>
      {problem && (
        <p role="alert">
          <ProblemText problem={problem} />
        </p>
      )}
    </main>
  )
}
