/** A lesson's words, as a closed tree of our own: what a page may show, and nothing else. Made from Markdown by readText.ts. */

export type Inline =
  | { is: 'text'; text: string }
  | { is: 'emphasis' | 'strong'; children: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'link'; href: string; children: Inline[] } // https only
  | { is: 'term'; key: string; children: Inline[] } // its meaning stands among the text's terms
  | { is: 'value'; id: string } // what a prediction's figure came to
export type Block =
  | { is: 'paragraph'; children: Inline[] }
  | { is: 'list'; ordered: boolean; items: Block[][] }
  | { is: 'code'; text: string }

/** Words with a list of named items: options of a prediction or an answer, variants of a choice. */
export interface Worded {
  blocks: Block[]
  items: Record<string, Inline[]>
}

export interface LessonText {
  title: Inline[]
  question: Block[]
  predictions: Record<string, Worded>
  steps: Record<string, { blocks: Block[]; button: string }>
  seen: Record<string, Block[]>
  explain: Block[]
  choices: Record<string, Worded>
  goals: Record<string, Worded>
  hints: Block[][]
  solution: Block[]
  field: Block[]
  ask: { blocks: Block[]; answer: Block[] }
  again: Block[]
  reading: Record<string, Inline[]>
  terms: Record<string, Inline[]>
}

/** The words of inlines or blocks, as plain text. */
export function plainText(parts: readonly (Inline | Block)[]): string {
  return parts.map(plainOf).join('')
}
function plainOf(part: Inline | Block): string {
  switch (part.is) {
    case 'text':
    case 'code':
      return part.text
    case 'value':
      return '0'
    case 'list':
      return part.items.map((item) => `${plainText(item)} `).join('')
    case 'paragraph':
      return `${plainText(part.children)} `
    default:
      return plainText(part.children)
  }
}

export function wordsIn(parts: readonly (Inline | Block)[]): number {
  return plainText(parts)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
