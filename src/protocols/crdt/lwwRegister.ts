/** Last-writer-wins register (Shapiro et al., RR-7506, 3.2.1): a value and its stamp; the greater stamp wins. Immutable. */
export interface LwwRegister {
  readonly value: number
  readonly stamp: number
}
export function assigned(value: number, stamp: number): LwwRegister {
  return Object.freeze({ value, stamp })
}
/** Stamps are unique; of a forged pair with one stamp the greater value wins, so that joining still commutes. */
export function joinRegisters(a: LwwRegister, b: LwwRegister): LwwRegister {
  return b.stamp > a.stamp || (b.stamp === a.stamp && b.value > a.value) ? b : a
}
export function sameRegisters(a: LwwRegister, b: LwwRegister): boolean {
  return a.stamp === b.stamp && a.value === b.value
}
