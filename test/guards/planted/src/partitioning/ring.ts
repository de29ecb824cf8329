export type Ring = number[]
