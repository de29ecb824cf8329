/** Where the browser tests find the site. */
const firstPort = Number(process.env.FAULTLINE_TEST_PORT ?? 41_730)

/** The build under test; another copy where the usual one may be rebuilt meanwhile. */
export const DIST = process.env.FAULTLINE_DIST ?? 'dist'

export const SITE_PORT = firstPort
export const HOSTILE_PORT = firstPort + 1

/** Our own server. */
export const SITE_URL = `http://localhost:${SITE_PORT}/`

/** A static host under a sub-path that sends no headers at all but the content's type. */
export const HOSTILE_URL = `http://localhost:${HOSTILE_PORT}/some/sub-path/`

/** Our own server under a name that is not localhost: over plain http no secure context (the browser maps the name here). */
export const PLAIN_HOST = 'faultline.test'
export const PLAIN_URL = `http://${PLAIN_HOST}:${SITE_PORT}/`
