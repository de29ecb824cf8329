/**
 * Two projects, both in Node: `unit` (unit, property, golden and guard tests, on the source) and `built` (test/built: on what
 * is in dist/, after a build). What needs a browser is under test/browser (Playwright).
 */
import { defineConfig } from 'vitest/config'

const shared = { environment: 'node', testTimeout: 60_000 } as const

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/built/**', 'node_modules/**'],
        },
      },
      { test: { ...shared, name: 'built', include: ['test/built/**/*.test.ts'] } },
    ],
  },
})
