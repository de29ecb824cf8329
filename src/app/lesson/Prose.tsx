/** A lesson's words, from the tree that the loader made of them: nothing of a lesson is ever markup. */
import type { KeyboardEvent } from 'react'
import { createContext, Fragment, useContext } from 'react'
import type { Block, Inline } from '../../lessons/text/lessonText'
import { words } from '../words'

interface Known {
  terms: Record<string, Inline[]>
  /** What predictions' figures came to, in words. */
  values: Record<string, string>
  language?: string // of the lesson's text; default: English
}
export const ProseContext = createContext<Known>({ terms: {}, values: {} })

export function Prose({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, i) => <BlockText key={i} block={block} />)
}

function BlockText({ block }: { block: Block }) {
  const { language = 'en' } = useContext(ProseContext)
  switch (block.is) {
    case 'paragraph':
      return (
        <p lang={language}>
          <Words inlines={block.children} />
        </p>
      )
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'list': {
      const items = block.items.map((item, i) => (
        <li key={i}>
          <Prose blocks={item} />
        </li>
      ))
      return block.ordered ? <ol lang={language}>{items}</ol> : <ul lang={language}>{items}</ul>
    }
  }
}

export function Words({ inlines }: { inlines: readonly Inline[] }) {
  return inlines.map((inline, i) => (
    <Fragment key={i}>
      <InlineText inline={inline} />
    </Fragment>
  ))
}

function InlineText({ inline }: { inline: Inline }) {
  const { values } = useContext(ProseContext)
  switch (inline.is) {
    case 'text':
      return inline.text
    case 'code':
      return <code>{inline.text}</code>
    case 'emphasis':
      return (
        <em>
          <Words inlines={inline.children} />
        </em>
      )
    case 'strong':
      return (
        <strong>
          <Words inlines={inline.children} />
        </strong>
      )
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noreferrer">
          <Words inlines={inline.children} />
        </a>
      )
    case 'value':
      return <b>{values[inline.id] ?? '…'}</b>
    case 'term':
      return <Term inline={inline} />
  }
}

/** Its meaning shows on pointing, on focus and on a tap; Escape puts it away. */
function Term({ inline }: { inline: Inline & { is: 'term' } }) {
  const { terms } = useContext(ProseContext)
  const meaning = terms[inline.key]
  if (!meaning) return <Words inlines={inline.children} />
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.currentTarget.blur()
  }
  return (
    <span className="term" tabIndex={0} role="button" onKeyDown={onKeyDown}>
      <Words inlines={inline.children} />
      <span className="hidden-visually"> ({words().lessons.term(textOf(meaning))})</span>
      <span className="term-meaning" aria-hidden="true">
        <Words inlines={meaning} />
      </span>
    </span>
  )
}

export function textOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ('children' in inline ? textOf(inline.children) : 'text' in inline ? inline.text : ''))
    .join('')
}
