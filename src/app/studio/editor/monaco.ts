/**
 * Monaco, from our own host: the parts that policy code needs, its two workers, the types of the module `faultline`, and a theme in
 * the page's colours. Code is told apart by weight and grey, for colours have their meanings here.
 */
import { loader } from '@monaco-editor/react'
import * as monaco from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import 'monaco-editor/features/register.all'
import TypeScriptWorker from 'monaco-editor/language/typescript/ts.worker?worker'
import 'monaco-editor/languages/definitions/typescript/register'
import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register'
import { COMPILER_OPTIONS } from '../compilerOptions'
import { TYPES_PATH, typesModule } from '../typesModule'

export { monaco }
export const THEME = 'faultline'

self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
}
loader.config({ monaco })
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- its enums end before ES2022
typescriptDefaults.setCompilerOptions(COMPILER_OPTIONS)
typescriptDefaults.setEagerModelSync(true)
typescriptDefaults.setDiagnosticsOptions({ onlyVisible: true, diagnosticCodesToIgnore: [] })

/** Once the types are known to it, an editor may be shown. */
export const ready = typesModule().then((text) => void typescriptDefaults.addExtraLib(text, TYPES_PATH))

/** The page's colours as they are now; again when the theme changes. */
export function showTheme(): void {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => inFull(style.getPropertyValue(`--${name}`).trim())
  const token = (name: string): string => colour(name).replace('#', '')
  const dark = style.colorScheme === 'dark'
  monaco.editor.defineTheme(THEME, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      { token: '', foreground: token('ink'), background: token('paper') },
      { token: 'keyword', foreground: token('ink'), fontStyle: 'bold' },
      { token: 'type', foreground: token('ink-2') },
      { token: 'string', foreground: token('ink-2') },
      { token: 'number', foreground: token('ink-2') },
      { token: 'delimiter', foreground: token('ink-3') },
      { token: 'comment', foreground: token('ink-3'), fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': colour('paper'),
      'editor.foreground': colour('ink'),
      'editorLineNumber.foreground': colour('ink-3'),
      'editorLineNumber.activeForeground': colour('ink'),
      'editorCursor.foreground': colour('ink'),
      'editor.selectionBackground': colour('consistency-tint'),
      'editor.lineHighlightBorder': colour('paper-2'),
      'editorIndentGuide.background1': colour('line'),
      'editorWidget.background': colour('paper-2'),
      'editorWidget.border': colour('edge'),
      'diffEditor.removedLineBackground': colour('paper-2'),
      'diffEditor.removedTextBackground': colour('line'),
      'diffEditor.insertedLineBackground': colour('consistency-tint'),
      'diffEditor.insertedTextBackground': colour('consistency-tint'),
      'diffEditorOverview.removedForeground': colour('edge'),
      'diffEditorOverview.insertedForeground': colour('consistency'),
      'editorError.foreground': colour('fault'),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((i) => [`editorBracketHighlight.foreground${i}`, colour('ink-3')])),
      focusBorder: colour('focus'),
    },
  })
  monaco.editor.setTheme(THEME)
}

/** #fff as #ffffff, which is all that Monaco knows. */
function inFull(colour: string): string {
  return colour.length > 5 ? colour : colour.replace(/[0-9a-f]/gi, (digit) => digit + digit)
}
