/**
 * Reads a lesson's text: Markdown with a fixed set of directives (mdast-util-directive), each of which is a part of the page. Told are
 * all problems at once, so that an author sees them together.
 */
import type { ContainerDirective } from 'mdast-util-directive'
import type { LessonProblem } from '../problem'
import { problem } from '../problem'
import type { Markdown, MarkdownOf, Refuse } from './inlines'
import { blocksOf, inlinesOf } from './inlines'
import type { Block, Inline, LessonText, Worded } from './lessonText'
import { markdownTree, tooMuchIn } from './markdownTree'

export interface TextRead {
  text: LessonText
  problems: LessonProblem[]
}

export function readText(file: string, markdown: string): TextRead {
  const problems: LessonProblem[] = []
  const told = (field: string, code: string, params?: LessonProblem['params']): void => {
    problems.push(problem(file, field, code, params))
  }
  const text = emptyText()
  const tooMuch = tooMuchIn(markdown)
  if (tooMuch) {
    told('', tooMuch.code, tooMuch.params)
    return { text, problems }
  }
  const tree = markdownTree(markdown)
  const seen = new Set<string>()
  for (const node of tree.children) {
    const line = node.position?.start.line ?? 0
    const refuse: Refuse = (code, params) => told(`line ${line}`, code, params)
    if (node.type === 'heading' && node.depth === 1 && text.title.length === 0)
      text.title = inlinesOf(node.children, refuse)
    else if (node.type === 'containerDirective') readSection(text, node, seen, told)
    else told(`line ${line}`, 'text.outside', { got: node.type })
  }
  if (text.title.length === 0) told('#', 'text.missing')
  return { text, problems }
}

type Tell = (field: string, code: string, params?: LessonProblem['params']) => void
type Reads = (text: LessonText, id: string, blocks: Block[], node: ContainerDirective, refuse: Refuse) => void

/** Sections with a name of their own (`named`), and those that stand once. */
const SECTIONS: Record<string, { named: boolean; read: Reads }> = {
  question: { named: false, read: (text, _, blocks) => (text.question = blocks) },
  prediction: { named: true, read: (text, id, _, node, refuse) => (text.predictions[id] = wordedOf(node, refuse)) },
  step: {
    named: true,
    read: (text, id, _, node, refuse) => {
      const { button, rest } = withLeaf(node, 'button')
      if (!button) refuse('text.noButton')
      text.steps[id] = { blocks: blocksOf(rest, refuse), button: button ?? '' }
    },
  },
  seen: { named: true, read: (text, id, blocks) => (text.seen[id] = blocks) },
  explain: { named: false, read: (text, _, blocks) => (text.explain = blocks) },
  choice: { named: true, read: (text, id, _, node, refuse) => (text.choices[id] = wordedOf(node, refuse)) },
  goal: { named: true, read: (text, id, _, node, refuse) => (text.goals[id] = wordedOf(node, refuse)) },
  hint: { named: false, read: (text, _, blocks) => text.hints.push(blocks) },
  solution: { named: false, read: (text, _, blocks) => (text.solution = blocks) },
  field: { named: false, read: (text, _, blocks) => (text.field = blocks) },
  ask: {
    named: false,
    read: (text, _, __, node, refuse) => {
      const { button: answer, rest } = withLeaf(node, 'answer')
      if (!answer) refuse('text.noAnswer')
      const words: Inline[] = [{ is: 'text', text: answer ?? '' }]
      text.ask = { blocks: blocksOf(rest, refuse), answer: [{ is: 'paragraph', children: words }] }
    },
  },
  again: { named: false, read: (text, _, blocks) => (text.again = blocks) },
  reading: { named: false, read: (text, _, __, node, refuse) => (text.reading = wordedOf(node, refuse).items) },
  terms: { named: false, read: (text, _, __, node, refuse) => (text.terms = wordedOf(node, refuse).items) },
}
/** Those whose blocks are read by themselves, with leaves or lists that mean something. */
const OWN = new Set(['prediction', 'step', 'choice', 'goal', 'ask', 'reading', 'terms'])

function readSection(text: LessonText, node: ContainerDirective, seen: Set<string>, told: Tell): void {
  const { name } = node
  const section = Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined
  const line = node.position?.start.line ?? 0
  if (!section) {
    told(`line ${line}`, 'text.section', { got: name, allowed: Object.keys(SECTIONS).join(', ') })
    return
  }
  const id = node.attributes?.id ?? ''
  const field = section.named ? `${name} ${id}` : name
  if (section.named && !/^[a-z][a-zA-Z0-9-]{0,39}$/.test(id)) {
    told(`line ${line}`, 'text.noId', { got: name })
    return
  }
  if (name !== 'hint' && seen.has(field)) told(field, 'text.twice')
  seen.add(field)
  const refuse: Refuse = (code, params) => told(field, code, params)
  const blocks = OWN.has(name) ? [] : blocksOf(node.children, refuse)
  section.read(text, id, blocks, node, refuse)
}

/** The words of the first leaf of that name, and all else. */
function withLeaf(node: ContainerDirective, name: string): { button: string | null; rest: Markdown[] } {
  const leaf = node.children.find((child) => child.type === 'leafDirective' && child.name === name)
  const rest = node.children.filter((child) => child !== leaf)
  if (leaf?.type !== 'leafDirective') return { button: null, rest }
  return { button: leaf.children.map((child) => ('value' in child ? child.value : '')).join(''), rest }
}

/** Items begin with their id: `- id: words`. */
function wordedOf(node: ContainerDirective, refuse: Refuse): Worded {
  const items: Record<string, Inline[]> = {}
  const lists = node.children.filter((child): child is MarkdownOf<'list'> => child.type === 'list')
  for (const item of lists.flatMap(({ children }) => children)) {
    const [paragraph] = item.children
    const named = paragraph?.type === 'paragraph' ? namedOf(paragraph, refuse) : null
    if (!named) refuse('text.item', { line: item.position?.start.line ?? 0 })
    else if (Object.hasOwn(items, named.id)) refuse('text.itemTwice', { got: named.id })
    else items[named.id] = named.words
  }
  return {
    blocks: blocksOf(
      node.children.filter(({ type }) => type !== 'list'),
      refuse,
    ),
    items,
  }
}
function namedOf(paragraph: MarkdownOf<'paragraph'>, refuse: Refuse): { id: string; words: Inline[] } | null {
  const [first, ...rest] = inlinesOf(paragraph.children, refuse)
  const match = first?.is === 'text' ? /^([a-zA-Z][a-zA-Z0-9-]{0,39}): ?([\s\S]*)$/.exec(first.text) : null
  if (!match) return null
  return { id: match[1], words: match[2] === '' ? rest : [{ is: 'text', text: match[2] }, ...rest] }
}

/** Nothing said yet. */
export function emptyText(): LessonText {
  return {
    title: [],
    question: [],
    predictions: {},
    steps: {},
    seen: {},
    explain: [],
    choices: {},
    goals: {},
    hints: [],
    solution: [],
    field: [],
    ask: { blocks: [], answer: [] },
    again: [],
    reading: {},
    terms: {},
  }
}
