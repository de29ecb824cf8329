/**
 * Takes from a worker's global object, and from every object it inherits from, whatever reaches the network, storage or
 * another worker. A static host sends no headers and a page's policy does not bind a worker loaded by its address
 * (measured), so the worker does it to itself before any code of a learner can run (DESIGN, "who is trusted").
 * `import()` is syntax and cannot be taken away here: whatever compiles foreign code refuses it.
 */

/** Names that no code in the lab's worker may reach. */
export const FORBIDDEN = [
  'fetch',
  'fetchLater',
  'XMLHttpRequest',
  'XMLHttpRequestUpload',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
  'RTCDataChannel',
  'RTCRtpScriptTransformer',
  'importScripts',
  'Worker',
  'SharedWorker',
  'ServiceWorker',
  'ServiceWorkerContainer',
  'ServiceWorkerRegistration',
  'BroadcastChannel',
  'PushManager',
  'BackgroundFetchManager',
  'BackgroundFetchRegistration',
  'SyncManager',
  'indexedDB',
  'IDBFactory',
  'caches',
  'CacheStorage',
  'Cache',
  'cookieStore',
  'CookieStore',
  'Request',
  'FontFace',
  'fonts',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
] as const

/** What a worker's navigator must not offer. */
export const FORBIDDEN_OF_NAVIGATOR = [
  'sendBeacon',
  'serviceWorker',
  'storage',
  'storageBuckets',
  'locks',
  'usb',
  'serial',
  'hid',
  'bluetooth',
  'connection',
] as const

/** Removes them all; throws when one of them stays, for then nothing of a learner's may run. */
export function confine(scope: object): void {
  remove(scope, FORBIDDEN)
  const navigator = (scope as { navigator?: object }).navigator
  if (navigator) remove(navigator, FORBIDDEN_OF_NAVIGATOR)
}

/** The names that can still be reached: none in a confined worker. */
export function reachable(scope: object): string[] {
  const navigator = (scope as { navigator?: object }).navigator
  return [
    ...FORBIDDEN.filter((name) => valueOf(scope, name) !== undefined),
    ...(navigator ? FORBIDDEN_OF_NAVIGATOR.filter((name) => valueOf(navigator, name) !== undefined) : []),
  ]
}

function valueOf(scope: object, name: string): unknown {
  return (scope as Record<string, unknown>)[name]
}

function remove(from: object, names: readonly string[]): void {
  for (const name of names) {
    for (let object: object | null = from; object !== null; object = Object.getPrototypeOf(object) as object | null) {
      const own = Object.getOwnPropertyDescriptor(object, name)
      if (!own) continue
      if (own.configurable) Reflect.deleteProperty(object, name)
      else if (own.writable) Object.defineProperty(object, name, { value: undefined, writable: false })
    }
    // Whatever is inherited after all (a getter that could not be deleted) is hidden by a value of the object's own.
    if (valueOf(from, name) !== undefined) {
      Object.defineProperty(from, name, { value: undefined, writable: false, configurable: false })
    }
    if (valueOf(from, name) !== undefined) throw new Error(`the worker could not be confined: ${name} stays`)
  }
}
