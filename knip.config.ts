/** Unused files, exports and dependencies. */
import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'src/cli/main.ts',
    'src/server/main.ts',
    'src/server/classroom/main.ts',
    'src/engine/main.ts',
    'src/scenarios/{behaviours,presets}/onDemand.ts', // take the place of ./all in the page (vite.config.ts)
    'src/decisions/*/*.ts', // policy code, read as text too, whose exports whoever runs it names
    'scripts/*.mjs',
    'test/**/*.test.{ts,tsx}',
    'test/browser/**/*.spec.ts',
    'test/browser/bench/*.bench.ts',
    'test/gallery/*/main.tsx',
    'test/app/shell/hangingWorker.ts', // bundled by a test for a thread of its own
    'test/policies/sandbox/shellEntry.ts', // bundled by a test for the shells of other engines
    'test/gallery/vite.config.mjs',
    'eslint.determinism.mjs',
  ],
  project: ['src/**/*.{ts,tsx}', 'scripts/**/*.mjs', 'test/**/*.{ts,tsx,mjs}'],
  ignore: ['test/guards/planted/**'],
  ignoreExportsUsedInFile: true,
  ignoreBinaries: ['redis-server'], // of Debian; what needs it is skipped without
  // d3 as a whole is never loaded (99 kB); its modules are, by name.
  ignoreDependencies: ['d3', '@types/d3'],
  // Types that describe data are part of a module's interface even where no other file names them.
  exclude: ['types', 'enumMembers', 'duplicates'],
}

export default config
