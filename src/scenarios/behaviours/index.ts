/**
 * What the nodes of each replication mode do, and those services that few scenarios have. To add one: its file, a line in ./all and one
 * in ./onDemand; of a service also who needs it, in ./extras. The two offer the same: whoever runs in one file carries all of them; the
 * built page has ./onDemand in the place of ./all (vite.config.ts).
 */
export type { StoreBehaviour, StorePlace } from './behaviour'
export { behaviourOf, extra, loadBehaviour, loadServices } from './all'
