/** Traces: what the inspector shows of an operation, and the way to the search among them. The panel itself loads when opened. */
import './traces.css'
export { Parts } from './Parts'
export { PathTable } from './PathTable'
export { Tale } from './Tale'
export { searchTraces } from './traceStore'
export { Waterfall } from './Waterfall'
