/**
 * Where the sections of a lesson's text stand in its Markdown, and putting sections and items in their places: for whoever writes one. The
 * rest of the text stays as its author wrote it, letter for letter.
 */
import { markdownTree, tooMuchIn } from './markdownTree'

/** Sections in the order in which a lesson is read; several of one kind stand together. */
export const SECTION_ORDER = [
  'question',
  'prediction',
  'step',
  'seen',
  'explain',
  'choice',
  'goal',
  'hint',
  'solution',
  'field',
  'ask',
  'again',
  'reading',
  'terms',
] as const
export type SectionName = (typeof SECTION_ORDER)[number]

export interface SectionPlace {
  name: string
  /** Empty where the section has none; of a hint its number in the text, from 1. */
  id: string
  /** Offsets into the text, the end excluded. */
  from: number
  to: number
  /** Its first line, from 1. */
  line: number
  items: { id: string; from: number; to: number }[]
}

/** None of a text that cannot be read. */
export function sectionPlaces(markdown: string): SectionPlace[] {
  if (tooMuchIn(markdown)) return []
  const tree = markdownTree(markdown)
  let hints = 0
  return tree.children.flatMap((node) => {
    if (node.type !== 'containerDirective' || !node.position) return []
    const { start, end } = node.position
    const id = node.name === 'hint' ? String(++hints) : (node.attributes?.id ?? '')
    const items = node.children.flatMap((child) => (child.type === 'list' ? child.children : []))
    return [
      {
        name: node.name,
        id,
        from: start.offset ?? 0,
        to: end.offset ?? 0,
        line: start.line,
        items: items.flatMap(({ position }) => {
          const [from, to] = [position?.start.offset ?? 0, position?.end.offset ?? 0]
          const named = /^\s*[-*+]\s+([a-zA-Z][a-zA-Z0-9-]{0,39}):/.exec(markdown.slice(from, to))
          return named ? [{ id: named[1], from, to }] : []
        }),
      },
    ]
  })
}

const placeOf = (markdown: string, name: SectionName, id: string): SectionPlace | undefined =>
  sectionPlaces(markdown).find((place) => place.name === name && place.id === id)

/** The head of a section as it is written: `:::step{id=calm}`. */
export function sectionHead(name: SectionName, id = ''): string {
  if (name === 'hint') return `:::hint{n=${id}}`
  return id === '' ? `:::${name}` : `:::${name}{id=${id}}`
}

/** Adds a section behind those that come before it, unless it is there. */
export function withSection(markdown: string, name: SectionName, id: string, body: string): string {
  const places = sectionPlaces(markdown)
  if (places.some((place) => place.name === name && place.id === id)) return markdown
  const order = SECTION_ORDER.indexOf(name)
  const before = places.filter((place) => SECTION_ORDER.indexOf(place.name as SectionName) <= order).at(-1)
  const at = before?.to ?? places[0]?.from ?? markdown.length
  const section = [sectionHead(name, id), ...(body === '' ? [] : [body]), ':::'].join('\n')
  const [head, rest] = [markdown.slice(0, at).trimEnd(), markdown.slice(at).trimStart()]
  return `${head === '' ? '' : `${head}\n\n`}${section}\n${rest === '' ? '' : `\n${rest}`}`
}

export function withoutSection(markdown: string, name: SectionName, id: string): string {
  const place = placeOf(markdown, name, id)
  if (!place) return markdown
  const [head, rest] = [markdown.slice(0, place.from).trimEnd(), markdown.slice(place.to).trimStart()]
  return `${head}\n${rest === '' ? '' : `\n${rest}`}`
}

/** Puts an item into a section's list, in the place of the one of that name. The section must be there. */
export function withItem(markdown: string, name: SectionName, section: string, item: string, words: string): string {
  const place = placeOf(markdown, name, section)
  if (!place) return markdown
  const line = `- ${item}: ${words.replace(/\s+/g, ' ').trim()}`
  const known = place.items.find(({ id }) => id === item)
  if (known) return markdown.slice(0, known.from) + line + markdown.slice(known.to)
  const last = place.items.at(-1)
  if (last) return `${markdown.slice(0, last.to)}\n${line}${markdown.slice(last.to)}`
  const end = place.from + markdown.slice(place.from, place.to).lastIndexOf(':::')
  return `${markdown.slice(0, end).trimEnd()}\n\n${line}\n${markdown.slice(end)}`
}

export function withoutItem(markdown: string, name: SectionName, section: string, item: string): string {
  const known = placeOf(markdown, name, section)?.items.find(({ id }) => id === item)
  if (!known) return markdown
  return `${markdown.slice(0, known.from).trimEnd()}\n${markdown.slice(known.to).replace(/^\n/, '')}`
}

export function withTitle(markdown: string, title: string): string {
  const line = `# ${title.replace(/\s+/g, ' ').trim()}`
  return /^# .*$/m.test(markdown) ? markdown.replace(/^# .*$/m, () => line) : `${line}\n\n${markdown}`
}
