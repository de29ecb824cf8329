/**
 * The layering check itself, on a small planted source tree (planted/src) that breaks each of its rules once. What stands
 * there beside the violations (spanner on raft, dynamo on gossip, cli on server and on the words, a decision on its types) must pass.
 */
import type { ICruiseResult } from 'dependency-cruiser'
import { cruise } from 'dependency-cruiser'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import layers, { MAY_IMPORT } from '../../.dependency-cruiser.mjs'

const planted = fileURLToPath(new URL('planted', import.meta.url))

async function violations(): Promise<string[]> {
  const { output } = await cruise(['src'], {
    ...layers.options,
    baseDir: planted,
    ruleSet: { forbidden: layers.forbidden },
    validate: true,
  })
  const found = (output as ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  )
  return found.map((line) => line.replace(/(\.\.\/)*node_modules\//, '')).sort()
}

test('every planted violation is found, and nothing else', async () => {
  expect(await violations()).toMatchInlineSnapshot(`
    [
      "floor-app: src/app/withServer.ts → src/server/serve.ts",
      "floor-cli: src/cli/main.ts → src/app/shell.ts",
      "floor-cluster: src/cluster/sideways.ts → src/partitioning/ring.ts",
      "floor-decisions: src/decisions/upward.js → src/cluster/node.ts",
      "floor-kernel: src/kernel/upward.ts → src/cluster/node.ts",
      "floor-telemetry: src/telemetry/red.ts → src/resilience/retry.ts",
      "folder-unknown: src/loose.ts → src/kernel/clock.ts",
      "folder-unknown: src/misc/odds.ts → ./nowhere",
      "language-unnamed: src/app/inEnglish.ts → src/app/words/en/greeting.ts",
      "no-circle: src/lab/first.ts → src/lab/second.ts",
      "node-only: src/kernel/withNode.ts → fs",
      "page-only: src/lab/withReact.ts → zustand/vanilla.js",
      "policy-code: src/decisions/balancer/clever.js → src/decisions/balancer/contract.js",
      "policy-code: src/decisions/balancer/clever.js → src/kernel/clock.ts",
      "resolves: src/misc/odds.ts → ./nowhere",
      "siblings-apart: src/protocols/gossip/swim.ts → src/protocols/raft/log.ts",
      "siblings-apart: src/resilience/retry.ts → src/resilience/backoff.ts",
      "siblings-dynamo: src/protocols/dynamo/ring.ts → src/protocols/raft/log.ts",
      "siblings-spanner: src/protocols/spanner/group.ts → src/protocols/gossip/swim.ts",
      "words-alone: src/app/words/english.ts → src/app/shell.ts",
      "world-stands-alone: src/kernel/withPackage.ts → fflate/lib/index.cjs",
    ]
  `)
})

test('no floor lists one that lists it', () => {
  for (const [floor, below] of Object.entries(MAY_IMPORT)) {
    for (const other of below) expect(MAY_IMPORT[other] ?? [], `${other} under ${floor}`).not.toContain(floor)
  }
})
