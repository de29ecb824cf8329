/**
 * The engine's version: part of every run, link and file. It changes whenever the same run could give another fingerprint
 * (event order, draws, record layout, a service's behaviour); test/golden tells when that has happened.
 */
export const ENGINE_VERSION = '3'
