/**
 * Markdown with directives to its tree. The parser takes time with the cube of what is nested, so what no lesson needs is refused before it
 * is asked: a text may come from anybody.
 */
import { directiveFromMarkdown } from 'mdast-util-directive'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { directive } from 'micromark-extension-directive'

export const TEXT_CHARACTERS = 40_000
const TEXT_LINES = 2_000
const SECTIONS_OPENED = 120

/** What a text has too much of to be read; null: it can be. */
export interface TooMuch {
  code: 'text.tooLong' | 'text.tooManyLines' | 'text.tooManySections' | 'text.tooManyQuotes'
  params: Record<string, number>
}

export function tooMuchIn(markdown: string): TooMuch | null {
  if (markdown.length > TEXT_CHARACTERS)
    return { code: 'text.tooLong', params: { got: markdown.length, max: TEXT_CHARACTERS } }
  const lines = markdown.split(/\r\n|\r|\n/)
  if (lines.length > TEXT_LINES) return { code: 'text.tooManyLines', params: { got: lines.length, max: TEXT_LINES } }
  const opened = lines.filter((line) => /^\s*:::+\s*[a-z]/i.test(line)).length
  if (opened > SECTIONS_OPENED) return { code: 'text.tooManySections', params: { got: opened, max: SECTIONS_OPENED } }
  const quoted = lines.findIndex((line) => /^\s*>\s*>\s*>/.test(line))
  return quoted < 0 ? null : { code: 'text.tooManyQuotes', params: { line: quoted + 1 } }
}

/** Of a text that has not too much of anything. */
export function markdownTree(markdown: string): ReturnType<typeof fromMarkdown> {
  return fromMarkdown(markdown, { extensions: [directive()], mdastExtensions: [directiveFromMarkdown()] })
}
