/**
 * The presets by id, in the order they are offered. The scenarios themselves load with the worker; a test holds this list
 * to theirs.
 */
export const PRESET_IDS = ['storefront', 'quorum-disk', 'slow-replica', 'flapping-link', 'retry-storm', 'web-tier']
export const FIRST_PRESET = 'storefront'
export const FIRST_SEED = 7
