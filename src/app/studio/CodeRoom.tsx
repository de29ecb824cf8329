/** The code of a decision: written, checked as it is written, and applied. */
import { useCallback, useState } from 'react'
import type { ContractName } from '../../decisions'
import { useLab } from '../store'
import { words } from '../words'
import { ApplyBar } from './ApplyBar'
import { CodeTools } from './CodeTools'
import { useDraft } from './useDraft'
import type { TypeProblem } from './editor/editorProps'
import { EditorPane } from './EditorPane'
import { FileTabs } from './FileTabs'
import { ProblemList } from './ProblemList'
import { useApply } from './useApply'
import { useProblems } from './useProblems'
import type { Code } from './useRunning'
import { useStudio } from './studioStore'

export function CodeRoom({ contract }: { contract: ContractName }) {
  const w = words().studio
  const { code, running, isEdited, write, reset, storage } = useDraft(contract)
  const scenarioId = useLab((lab) => lab.opened?.topology.scenarioId ?? '')
  const line = useStudio((studio) => studio.line)
  const [shown, setShown] = useState(line)
  const [chosen, choose] = useState(line?.file ?? null)
  if (line !== shown) {
    setShown(line)
    if (line) choose(line.file)
  }
  const [before, setBefore] = useState<Code | null>(null) // what was written over as a whole
  const [diffed, setDiffed] = useState(false)
  const [format, setFormat] = useState<(() => void) | null>(null)
  const [types, setTypes] = useState<TypeProblem[]>([])
  const offerFormat = useCallback((how: (() => void) | null) => setFormat(() => how), [])
  const policy = code && { contract, ...code }
  const problems = useProblems(policy)
  const applying = useApply(contract, policy)
  if (!code || !running) return <p className="quiet">{w.loading}</p>
  const writeOver = (other: Code | null): void => {
    setBefore(code)
    if (other) write(other)
    else reset()
  }
  const file = chosen !== null && chosen in code.files ? chosen : code.entry
  return (
    <div className="code-room">
      <CodeTools
        contract={contract}
        format={diffed ? null : format}
        diffed={diffed}
        diff={setDiffed}
        start={(text) => writeOver({ entry: code.entry, files: { ...code.files, [code.entry]: text } })}
        reset={isEdited ? () => writeOver(null) : null}
        bringBack={before && (() => writeOver(before))}
      />
      <FileTabs code={code} file={file} choose={choose} write={write} writeOver={writeOver} />
      <EditorPane
        contract={contract}
        folder={`${scenarioId}/${contract}`}
        code={code}
        file={file}
        problems={problems ?? []}
        diffed={diffed}
        change={(text) => write({ ...code, files: { ...code.files, [file]: text } })}
        apply={applying.apply}
        offerFormat={offerFormat}
        tellTypes={setTypes}
      />
      <ProblemList problems={problems} types={types} several={Object.keys(code.files).length > 1} />
      {storage !== 'kept' && <p role="status">{w.storage[storage]}</p>}
      <ApplyBar contract={contract} isEdited={isEdited} runningId={running.id} applying={applying} />
    </div>
  )
}
