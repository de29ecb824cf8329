/** Which operation a value or a transaction came from, as their makers name them (services/clients, spanner/transactions.ts). */
import type { Cluster } from '../../cluster'
import type { OperationName } from './views'

/** Spanner names an operation by its count and its client in one number. */
export function operationNamed(op: number): OperationName {
  return { client: op % 256, count: Math.floor(op / 256) }
}
/** What clients and workers write tells who wrote it; null where nobody did. */
export function writerOf(cluster: Cluster, value: number): OperationName | null {
  const name = { client: value & 255, count: value >> 8 }
  return name.count > 0 && name.count <= (cluster.nodes[name.client]?.invoked ?? 0) ? name : null
}
