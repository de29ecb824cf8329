import type { ContractName } from '../../decisions'
import { words } from '../words'

type Entry = { title: string; when: string }

function entryOf(contract: ContractName, id: string): Entry | null {
  const gallery = words().gallery as { [C in ContractName]?: Record<string, Entry> }
  return gallery[contract]?.[id] ?? null
}
export function galleryTitle(contract: ContractName, id: string): string | null {
  return entryOf(contract, id)?.title ?? null
}
/** One sentence on when it is right. */
export function galleryWhen(contract: ContractName, id: string): string {
  return entryOf(contract, id)?.when ?? ''
}
