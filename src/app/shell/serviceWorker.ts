/**
 * Keeps the page for offline use. A new version installs itself beside the running one and waits: `onReady` says so, and its
 * argument takes the version by reloading. Without service workers (plain http) nothing happens.
 */
export function keepOffline(onReady: (take: () => void) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const offer = (waiting: ServiceWorker): void => {
    // Without a controller this is the first version, which nobody runs an older one of.
    if (!serviceWorker.controller) return
    onReady(() => {
      serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
      waiting.postMessage({ type: 'SKIP_WAITING' })
    })
  }
  serviceWorker.register('./sw.js', { scope: './' }).then(
    (registration) => {
      if (registration.waiting) offer(registration.waiting)
      registration.addEventListener('updatefound', () => {
        const { installing } = registration
        installing?.addEventListener('statechange', () => {
          if (installing.state === 'installed') offer(installing)
        })
      })
    },
    () => {
      // Refused, as in a private window: the page runs as well, only not offline.
    },
  )
}
