/** The code of a decision: written, checked as it is written, and applied. */
import { useCallback, useState } from 'react'
import type { ContractName } from '../../decisions'
import { useLab } from '../store'
import { words } from '../words'
import { ApplyBar } from './ApplyBar'
import { CodeTools } from './CodeTools'
import { useDraft } from './useDraft'
import { EditorPane } from './EditorPane'
import { FileTabs } from './FileTabs'
import { ProblemList } from './ProblemList'
import { useApply } from './useApply'
import { useProblems } from './useProblems'

export function CodeRoom({ contract }: { contract: ContractName }) {
  const w = words().studio
  const { code, running, isEdited, write, reset, storage } = useDraft(contract)
  const scenarioId = useLab((lab) => lab.opened?.topology.scenarioId ?? '')
  const [chosen, choose] = useState<string | null>(null)
  const [diffed, setDiffed] = useState(false)
  const [format, setFormat] = useState<(() => void) | null>(null)
  const offerFormat = useCallback((how: (() => void) | null) => setFormat(() => how), [])
  const policy = code && { contract, ...code }
  const problems = useProblems(policy)
  const applying = useApply(contract, policy)
  if (!code || !running) return <p className="quiet">{w.loading}</p>
  const file = chosen !== null && chosen in code.files ? chosen : code.entry
  return (
    <div className="code-room">
      <CodeTools
        contract={contract}
        format={diffed ? null : format}
        diffed={diffed}
        diff={setDiffed}
        start={(text) => write({ entry: code.entry, files: { ...code.files, [code.entry]: text } })}
        reset={isEdited ? reset : null}
      />
      <FileTabs code={code} file={file} choose={choose} write={write} />
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
      />
      <ProblemList problems={problems} several={Object.keys(code.files).length > 1} choose={choose} />
      {storage !== 'kept' && <p role="status">{w.storage[storage]}</p>}
      <ApplyBar contract={contract} isEdited={isEdited} runningId={running.id} applying={applying} />
    </div>
  )
}
