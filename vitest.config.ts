// Unit, property, golden and guard tests, all in Node. What needs a browser is under test/browser (Playwright).
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/browser/**', 'node_modules/**'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
})
