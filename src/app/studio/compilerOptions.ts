/** How strictly the editor reads policy code. Figures are those of TypeScript's own enums. */
export const COMPILER_OPTIONS = {
  target: 9, // ES2022
  module: 99, // ESNext
  moduleResolution: 2, // by file names
  moduleDetection: 3, // every file is a module
  lib: ['es2023'],
  strict: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noEmit: true,
  allowNonTsExtensions: true,
  types: [] as string[],
}
