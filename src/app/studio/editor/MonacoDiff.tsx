/** What is built in against what the learner wrote, in one column; only to be read. */
import { DiffEditor } from '@monaco-editor/react'
import { use } from 'react'
import { words } from '../../words'
import { EDITOR_OPTIONS } from './editorOptions'
import { ready, showTheme, THEME } from './monaco'
import { useTheme } from './useTheme'

export function MonacoDiff({ original, modified }: { original: string; modified: string }) {
  use(ready)
  useTheme()
  return (
    <DiffEditor
      original={original}
      modified={modified}
      language="typescript"
      theme={THEME}
      originalModelPath="diff://builtIn/policy.ts"
      modifiedModelPath="diff://yours/policy.ts"
      keepCurrentOriginalModel
      keepCurrentModifiedModel
      options={{
        ...EDITOR_OPTIONS,
        readOnly: true,
        originalEditable: false,
        renderSideBySide: false,
        originalAriaLabel: words().studio.builtInText,
        modifiedAriaLabel: words().studio.yourText,
      }}
      loading={<p className="quiet">{words().studio.loading}</p>}
      beforeMount={showTheme}
    />
  )
}
