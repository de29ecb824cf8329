/** One decision in full; its context can be changed, and it is taken again. */
import { useEffect, useState } from 'react'
import type { PolicyCode } from '../../../policies'
import type { Again, DecisionTold, Wish } from '../../../lab/protocol'
import { actions } from '../../actions'
import { problemOf } from '../../shell/labConnection'
import { words } from '../../words'
import { faultText } from '../faultText'
import { galleryOf } from '../gallery'
import { openCode } from '../studioStore'
import { ENTRY } from '../useRunning'
import { DataTree } from './DataTree'
import type { Data } from './treeData'
import { changedAt } from './treeData'

export function Told({ told }: { told: DecisionTold }) {
  const w = words().studio.why
  const code = useCode(told)
  const [context, setContext] = useState<Data>(told.context as Data)
  const [again, setAgain] = useState<Again | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const decideAgain = async (): Promise<void> => {
    if (!code) return
    const { state, draws } = told
    try {
      const answered = await actions().decideAgain({ code, context: context as Record<string, unknown>, state, draws })
      if ('outcome' in answered) setAgain(answered)
      setRefused(null)
    } catch (error) {
      const problem = problemOf(error)
      setRefused(words().problem(problem.code, problem.params))
    }
  }
  return (
    <>
      <Outcome contract={told.contract} answer={told.answer} fault={told.fault} />
      <Line told={told} code={code} />
      <Log lines={told.logged} />
      <h3>{w.context}</h3>
      <p className="quiet">{w.contextHint}</p>
      <DataTree data={context} change={(path, value) => setContext(changedAt(context, path, value))} />
      <button disabled={!code} onClick={() => void decideAgain()}>
        {w.again}
      </button>
      {refused !== null && <p role="alert">{refused}</p>}
      {again && (
        <div role="status" className="why-again">
          {again.outcome.ok ? (
            <Outcome contract={told.contract} answer={again.outcome.answer} fault={null} />
          ) : (
            <p>{faultText(again.outcome.fault)}</p>
          )}
          {again.returned && code && <CodeLine at={again.returned} code={code} />}
          <Log lines={again.logged} />
        </div>
      )}
      <details>
        <summary>{w.state}</summary>
        <DataTree data={told.state as Data} change={null} />
      </details>
    </>
  )
}

function Outcome({ contract, answer, fault }: Pick<DecisionTold, 'contract' | 'answer' | 'fault'>) {
  const w = words().studio.why
  const wishes = contract === 'program' ? (answer as Wish[]) : null
  return (
    <>
      {fault && <p className="refused">{w.stoodIn(contract, faultText(fault))}</p>}
      {!wishes ? (
        <p>
          {w.answer} <code>{JSON.stringify(answer)}</code>
        </p>
      ) : wishes.length === 0 ? (
        !fault && <p>{w.noWish}</p>
      ) : (
        <>
          <p>{w.wishes}</p>
          <ol className="why-wishes" aria-label={w.wishes}>
            {wishes.map(({ act, args }, i) => (
              <li key={i}>
                <code>{`${act}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`}</code>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function Line({ told: { contract, returned, fault, policy }, code }: { told: DecisionTold; code: PolicyCode | null }) {
  const w = words().studio.why
  const at = returned ?? (fault && fault.line > 0 ? fault : null)
  if (!at || !code) return null
  return (
    <>
      <CodeLine at={at} code={code} />
      <button
        className="plain link"
        onClick={() => openCode(contract, { file: policy ? at.file : ENTRY, line: at.line })}
      >
        {policy ? w.showLine : w.showCode}
      </button>
    </>
  )
}
function CodeLine({ at, code }: { at: { file: string; line: number }; code: PolicyCode }) {
  const text = (code.files[at.file] ?? '').split('\n')[at.line - 1] ?? ''
  return (
    <p className="why-line">
      <span className="quiet">{words().studio.line(at.file, at.line, Object.keys(code.files).length > 1)}</span>{' '}
      <code>{text.trim()}</code>
    </p>
  )
}

function Log({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null
  return <pre className="why-log">{lines.join('\n')}</pre>
}

/** The code that decided: the learner's, or what is built in, from its source. */
function useCode({ contract, policy, builtIn }: DecisionTold): PolicyCode | null {
  const [code, setCode] = useState<PolicyCode | null>(null)
  useEffect(() => {
    let current = true
    const load = async (): Promise<PolicyCode | null> => {
      if (policy) return (await actions().session()).policies[policy.code] ?? null
      const text = await galleryOf(contract)
        .find(({ id }) => id === builtIn)
        ?.text()
      const file = `${builtIn}.ts`
      return text === undefined ? null : { contract, entry: file, files: { [file]: text } }
    }
    void load().then((found) => current && setCode(found))
    return () => {
      current = false
    }
  }, [contract, policy, builtIn])
  return code
}
