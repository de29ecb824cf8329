/** What is wrong with a lesson's folder: where, what, and what would be allowed. The words are the catalogue's. */
export interface LessonProblem {
  file: string
  /** A path into lesson.json, a directive of the text, a line of code. */
  field: string
  code: string
  params: Record<string, string | number>
}

export function problem(
  file: string,
  field: string,
  code: string,
  params: LessonProblem['params'] = {},
): LessonProblem {
  return { file, field, code, params }
}
