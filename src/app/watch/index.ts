/** Two scales of time: watching one thing in slow motion, and one request replayed beside the graph at real time. */
export { WatchLine } from './WatchLine'
export { stopWatching, watch } from './watching'
export { useWatch } from './watchStore'
