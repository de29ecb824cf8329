/** Whether the studio stands beside the graph, and what it shows: which decision, its code or why it came out so. */
import { create } from 'zustand'
import type { ContractName } from '../../decisions'

/** A line of a policy's file to be shown in the editor, from 1. */
export interface ShownLine {
  file: string
  line: number
}
/** Which decisions are asked about, and which of them is shown first. */
export interface DecisionsAsked {
  operation: { client: number; count: number } | null // null: any
  fromUs: number | null // those of the operation, from here on
  node: number | null // that decided
  called: number | null // a node of the group that was called
  contracts: readonly ContractName[] // one of these; none: whichever
  atUs: number | null // the last one up to then
}
interface Studio {
  open: boolean
  contract: ContractName | null // null: the list of decisions
  tab: 'code' | 'why'
  line: ShownLine | null
  asked: DecisionsAsked
}
export const ANY_DECISION: DecisionsAsked = {
  operation: null,
  fromUs: null,
  node: null,
  called: null,
  contracts: [],
  atUs: null,
}

export const useStudio = create<Studio>()(() => ({
  open: false,
  contract: null,
  tab: 'code',
  line: null,
  asked: ANY_DECISION,
}))

/** The code of a decision, with a line of it marked; without one, the list of decisions. */
export function openCode(contract: ContractName | null, line: ShownLine | null = null): void {
  useStudio.setState({ open: true, contract, tab: 'code', line })
}
export function openWhy(contract: ContractName | null, asked: Partial<DecisionsAsked> = {}): void {
  useStudio.setState({ open: true, contract, tab: 'why', line: null, asked: { ...ANY_DECISION, ...asked } })
}
export function closeStudio(): void {
  useStudio.setState({ open: false })
}
