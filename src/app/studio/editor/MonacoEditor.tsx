/** A file in Monaco. Escape, then Tab, leaves it; Ctrl or Cmd with Enter applies. */
import { Editor } from '@monaco-editor/react'
import { use, useEffect, useRef } from 'react'
import { words } from '../../words'
import { problemText } from '../problemText'
import type { EditorProps, TypeProblem } from './editorProps'
import { EDITOR_OPTIONS } from './editorOptions'
import { monaco, ready, showTheme, THEME } from './monaco'
import { useTheme } from './useTheme'

type Instance = Parameters<NonNullable<Parameters<typeof Editor>[0]['onMount']>>[0]

const FREE_ESCAPE =
  'editorTextFocus && !suggestWidgetVisible && !findWidgetVisible && !parameterHintsVisible && !renameInputVisible && !editorHasMultipleSelections && !inSnippetMode && !messageVisible && !markersNavigationVisible'

export function MonacoEditor(props: EditorProps) {
  const { folder, file, files, problems, shown, change, apply, offerFormat, tellTypes } = props
  use(ready)
  const w = words().studio
  const editor = useRef<Instance>(null)
  const applying = useRef(apply)
  const text = files[file] ?? ''
  useEffect(() => {
    applying.current = apply
  })
  useTheme()
  useEffect(() => syncModels(folder, files), [folder, files])
  useEffect(() => mark(folder, files, problems), [folder, files, problems])
  useEffect(() => show(editor.current, shown && shown.file === file ? shown.line : null), [file, shown])
  useEffect(() => editor.current?.updateOptions({ ariaLabel: w.editorLabel(file) }), [w, file])
  useEffect(() => () => offerFormat(null), [offerFormat])
  useEffect(() => {
    const looking = monaco.editor.onDidChangeMarkers(() => tellTypes(typeProblems(folder)))
    return () => {
      looking.dispose()
      tellTypes([])
    }
  }, [folder, tellTypes])

  const onMount = (mounted: Instance): void => {
    editor.current = mounted
    mounted.updateOptions({ ariaLabel: w.editorLabel(file) })
    mounted.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => applying.current())
    mounted.addCommand(monaco.KeyCode.Escape, () => mounted.updateOptions({ tabFocusMode: true }), FREE_ESCAPE)
    mounted.onDidBlurEditorText(() => mounted.updateOptions({ tabFocusMode: false }))
    mounted.onDidChangeModelContent(() => mounted.updateOptions({ tabFocusMode: false }))
    offerFormat(() => void mounted.getAction('editor.action.formatDocument')?.run())
    show(mounted, shown && shown.file === file ? shown.line : null)
  }
  return (
    <Editor
      path={pathOf(folder, file)}
      language="typescript"
      theme={THEME}
      value={text}
      options={EDITOR_OPTIONS}
      loading={<p className="quiet">{w.loading}</p>}
      beforeMount={showTheme}
      onMount={onMount}
      onChange={(value) => change(value ?? '')}
      keepCurrentModel
    />
  )
}

function pathOf(folder: string, file: string): string {
  return `file:///${folder}/${file}`
}

/** Files that are not shown exist for the language service too, and those of other folders no more. */
function syncModels(folder: string, files: Readonly<Record<string, string>>): void {
  const wanted = new Set(Object.keys(files).map((file) => monaco.Uri.parse(pathOf(folder, file)).toString()))
  for (const model of monaco.editor.getModels())
    if (model.uri.scheme === 'file' && !wanted.has(model.uri.toString()) && !model.isAttachedToEditor()) model.dispose()
  for (const [file, text] of Object.entries(files)) {
    const uri = monaco.Uri.parse(pathOf(folder, file))
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, 'typescript', uri)
    if (!model.isAttachedToEditor() && model.getValue() !== text) model.setValue(text)
  }
}

/** What our compiler refuses, beside what TypeScript says by itself. */
function mark(folder: string, files: EditorProps['files'], problems: EditorProps['problems']): void {
  for (const file of Object.keys(files)) {
    const model = monaco.editor.getModel(monaco.Uri.parse(pathOf(folder, file)))
    if (!model) continue
    const markers = problems.flatMap((problem) => {
      if (problem.file !== file || problem.line > model.getLineCount()) return []
      const { line, column } = problem
      const word = model.getWordAtPosition({ lineNumber: line, column })
      const endColumn = Math.max(word?.endColumn ?? 0, column + 1)
      const message = problemText(problem)
      const { Error: severity } = monaco.MarkerSeverity
      return [{ startLineNumber: line, startColumn: column, endLineNumber: line, endColumn, message, severity }]
    })
    monaco.editor.setModelMarkers(model, 'faultline', markers)
  }
}

function typeProblems(folder: string): TypeProblem[] {
  const root = pathOf(folder, '')
  return monaco.editor
    .getModelMarkers({ owner: 'typescript' })
    .filter(
      ({ resource, severity }) =>
        decodeURI(resource.toString()).startsWith(root) && severity === monaco.MarkerSeverity.Error,
    )
    .map(({ resource, startLineNumber, message }) => ({
      file: decodeURI(resource.toString()).slice(root.length),
      line: startLineNumber,
      text: message,
    }))
}

const SHOWN_LINES = new WeakMap<Instance, ReturnType<Instance['createDecorationsCollection']>>()
function show(editor: Instance | null, line: number | null): void {
  if (!editor) return
  const lines = SHOWN_LINES.get(editor) ?? editor.createDecorationsCollection()
  SHOWN_LINES.set(editor, lines)
  if (line === null) {
    lines.clear()
    return
  }
  const range = new monaco.Range(line, 1, line, 1)
  lines.set([
    { range, options: { isWholeLine: true, className: 'shown-line', linesDecorationsClassName: 'shown-line-edge' } },
  ])
  editor.revealLineInCenterIfOutsideViewport(line)
}
