/** The editor that this visitor can use: Monaco, or a plain field on a small screen, by choice, or where Monaco did not come. */
import type { ReactNode } from 'react'
import { Component, lazy, Suspense, useState } from 'react'
import type { ContractName } from '../../decisions'
import { prefer, preference } from '../shell/preferences'
import { useMedia } from '../shell/useMedia'
import { words } from '../words'
import type { EditorProps } from './editor/editorProps'
import { PlainEditor } from './editor/PlainEditor'
import { SHEET } from './sheet'
import { useStudio } from './studioStore'
import type { Code } from './useRunning'
import { useBuiltIn, useText } from './useRunning'

const MonacoEditor = lazy(() => import('./editor/MonacoEditor').then((m) => ({ default: m.MonacoEditor })))
const MonacoDiff = lazy(() => import('./editor/MonacoDiff').then((m) => ({ default: m.MonacoDiff })))

interface EditorPaneProps extends Omit<EditorProps, 'files' | 'shown'> {
  contract: ContractName
  code: Code
  diffed: boolean
}

export function EditorPane({ contract, code, diffed, ...given }: EditorPaneProps) {
  const w = words().studio
  const small = useMedia(SHEET)
  const [chosen, setChosen] = useState(preference().plainEditor)
  const plain = small || chosen
  const shown = useStudio((studio) => studio.line)
  const builtIn = useText(contract, useBuiltIn(contract)) ?? ''
  const props: EditorProps = { ...given, files: code.files, shown }
  const prefers = (on: boolean): void => {
    setChosen(on)
    prefer({ plainEditor: on })
  }
  return (
    <>
      {/* Keys are the editor's own: none of them acts on the lab. */}
      <div className="editor-pane" onKeyDown={(event) => event.stopPropagation()}>
        {plain ? (
          diffed ? (
            <PlainDiff builtIn={builtIn} />
          ) : (
            <PlainEditor {...props} />
          )
        ) : (
          <WithoutMonaco instead={<PlainEditor {...props} />}>
            <Suspense fallback={<p className="quiet">{w.loading}</p>}>
              {diffed ? (
                <MonacoDiff original={builtIn} modified={code.files[code.entry]} />
              ) : (
                <MonacoEditor {...props} />
              )}
            </Suspense>
          </WithoutMonaco>
        )}
      </div>
      <p className="quiet editor-foot">
        <span>{plain ? w.keysPlain : w.keys}</span>
        {!small && (
          <label title={w.plainHint}>
            <input type="checkbox" checked={chosen} onChange={({ target }) => prefers(target.checked)} />
            {w.plain}
          </label>
        )}
      </p>
    </>
  )
}

function PlainDiff({ builtIn }: { builtIn: string }) {
  return (
    <section className="plain-diff" aria-label={words().studio.builtInText} tabIndex={0}>
      <h3>{words().studio.builtInText}</h3>
      <pre>{builtIn}</pre>
    </section>
  )
}

/** Where Monaco cannot be loaded, for instance offline before its first use. */
class WithoutMonaco extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <>
        <p role="status">{words().studio.failedToLoad}</p>
        {this.props.instead}
      </>
    )
  }
}
