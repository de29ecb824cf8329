/** From Markdown's tree to ours. What a lesson may not have (HTML, images, headings within, other links) is told and left out. */
import type { fromMarkdown } from 'mdast-util-from-markdown'
import type { Block, Inline } from './lessonText'

/** Markdown's tree (mdast). */
export type Markdown = ReturnType<typeof fromMarkdown>['children'][number]
export type MarkdownOf<Type extends Markdown['type']> = Extract<Markdown, { type: Type }>
type Phrase = MarkdownOf<'paragraph'>['children'][number]

/** Hears of what is refused: its code and where it stands. */
export type Refuse = (code: string, params?: Record<string, string | number>) => void

export function blocksOf(nodes: readonly Markdown[], refuse: Refuse): Block[] {
  return nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case 'paragraph':
        return [{ is: 'paragraph', children: inlinesOf(node.children, refuse) }]
      case 'list':
        return [
          {
            is: 'list',
            ordered: node.ordered === true,
            items: node.children.map((item) => blocksOf(item.children, refuse)),
          },
        ]
      case 'code':
        return [{ is: 'code', text: node.value }]
      default:
        refuse('text.notAllowed', { got: node.type, line: node.position?.start.line ?? 0 })
        return []
    }
  })
}

export function inlinesOf(nodes: readonly Phrase[], refuse: Refuse): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return [{ is: 'text', text: node.value.replace(/\n/g, ' ') }]
      case 'emphasis':
      case 'strong':
        return [{ is: node.type, children: inlinesOf(node.children, refuse) }]
      case 'inlineCode':
        return [{ is: 'code', text: node.value }]
      case 'link':
        if (node.url.startsWith('https://'))
          return [{ is: 'link', href: node.url, children: inlinesOf(node.children, refuse) }]
        refuse('text.link', { got: node.url.slice(0, 60), line: node.position?.start.line ?? 0 })
        return inlinesOf(node.children, refuse)
      case 'textDirective':
        return directive(node.name, node.attributes ?? {}, inlinesOf(node.children, refuse), refuse)
      default:
        refuse('text.notAllowed', { got: node.type, line: node.position?.start.line ?? 0 })
        return []
    }
  })
}

/** A name that is none of ours was a colon in a sentence ("at 10:30"), and stays so. */
function directive(
  name: string,
  attributes: Record<string, string | null | undefined>,
  children: Inline[],
  refuse: Refuse,
): Inline[] {
  if (name === 'term' && attributes.key) return [{ is: 'term', key: attributes.key, children }]
  if (name === 'value' && children.length === 1 && children[0].is === 'text')
    return [{ is: 'value', id: children[0].text }]
  if (name === 'term' || name === 'value') refuse('text.directive', { got: name })
  return [{ is: 'text', text: `:${name}` }, ...children]
}
