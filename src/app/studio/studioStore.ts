/** Whether the studio stands beside the graph, and which decision it shows. */
import { create } from 'zustand'
import type { ContractName } from '../../decisions'

/** A line of a policy's file to be shown in the editor, from 1. */
export interface ShownLine {
  file: string
  line: number
}
interface Studio {
  open: boolean
  contract: ContractName | null // null: the list of decisions
  line: ShownLine | null
}
export const useStudio = create<Studio>()(() => ({ open: false, contract: null, line: null }))

/** The code of a decision, with a line of it marked; without one, the list of decisions. */
export function openCode(contract: ContractName | null, line: ShownLine | null = null): void {
  useStudio.setState({ open: true, contract, line })
}
export function closeStudio(): void {
  useStudio.setState({ open: false })
}
