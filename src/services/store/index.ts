/** Asking a store. */
export { storeAnswered, storeTimedOut } from './answers'
export { askStore, storeBackedOff, storeHedged } from './asking'
export { mapReceived } from './coordinating'
export { dropStoreCall } from './guarding'
export type { StoreAsker, StoreAskerState, StoreCall, StoreClientConfig, StoreResult } from './state'
