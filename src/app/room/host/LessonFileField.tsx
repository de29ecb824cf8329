/** A lesson of the teacher's own, from a file: judged as any that comes from elsewhere, before it can be given. */
import { useState } from 'react'
import type { Given } from '../../../classroom/documents/lead'
import { words } from '../../words'
import { fileLesson } from './fileLesson'

type Outside = Given & { kind: 'outside' }
interface LessonFileFieldProps {
  outside: Outside | null
  onChange: (outside: Outside | null) => void
}
export function LessonFileField({ outside, onChange }: LessonFileFieldProps) {
  const w = words()
  const [problem, setProblem] = useState<string | null>(null)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const taken = await fileLesson(file)
    setProblem('told' in taken ? taken.told : null)
    onChange('told' in taken ? null : taken)
  }
  return (
    <>
      <label className="wide">
        <span>{w.roomHost.give.file}</span>
        <input
          type="file"
          accept=".json,.zip,application/json,application/zip"
          onChange={({ target }) => void take(target.files?.[0])}
        />
      </label>
      {outside && <p role="status">{w.roomHost.give.what_.lesson(outside.title)}</p>}
      {problem !== null && <p role="alert">{problem}</p>}
    </>
  )
}
