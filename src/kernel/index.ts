/*
 * The kernel's entry: time, chance, order and data, knowing nothing of nodes or messages. What is exported here is all that
 * other floors may import.
 */
export { FaultlineError, assert } from './assert'
export { approximateBytes } from './approximateBytes'
export { copyData } from './copyData'
export { decodeData, encodeData } from './dataBytes'
export type { DataWorld } from './dataBytes'
export { Digest, digestText } from './digest'
export { Distribution } from './distribution'
export type { DistributionSpec } from './distribution'
export { Draws } from './draws'
export { EventQueue, FLOATS, WORDS } from './eventQueue'
export type { EventQueueState } from './eventQueue'
export { Histogram } from './histogram'
export { IntTable } from './intTable'
export { exp, expm1, log, log10, log1p, log2, pow } from './maths'
export { normalCdf, normalQuantile } from './normalLaw'
export { printable } from './printable'
export { student95 } from './studentLaw'
