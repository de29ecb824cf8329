/**
 * Three projects, all in Node. `unit`: unit, property, golden and guard tests, on the source. `floors`: those of them that are about the
 * pure floors, which keep nothing between two worlds, so that files share their processes (a third less work). `built`: test/built, on
 * what is in dist/ after a build. What needs a browser is under test/browser (Playwright).
 */
import { defineConfig } from 'vitest/config'

const shared = { environment: 'node', testTimeout: 120_000 } as const
/** None of these runs learners' code, which would freeze what the files of a process share. */
const floors = ['kernel', 'cluster', 'partitioning', 'protocols', 'resilience', 'services', 'telemetry', 'checkers']
const FLOORS = [...floors, 'scenarios', 'experiments', 'golden'].map((floor) => `test/${floor}/**/*.test.ts`)

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/built/**', 'node_modules/**', ...FLOORS],
        },
      },
      { test: { ...shared, name: 'floors', include: FLOORS, isolate: false } },
      { test: { ...shared, name: 'built', include: ['test/built/**/*.test.ts'] } },
    ],
  },
})
