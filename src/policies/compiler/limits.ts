/** How large a policy's source may be. Beyond them engines begin to differ (parsers' recursion, frames on the stack). */
export const SOURCE_LIMITS = {
  /** UTF-16 code units, all files together. */
  length: 65_536,
  files: 20,
  /** Expressions and statements inside each other. */
  nesting: 250,
  /** Parameters of a function, arguments of a call. */
  parameters: 50,
  problems: 50,
} as const

/** A step of the budget is about so many nodes of the syntax tree; a unit of depth about so many variables of a frame. */
export const NODES_PER_STEP = 50
export const VARIABLES_PER_DEPTH = 32
