/** What the page opens with, and where stories begin. */
export const FIRST_PRESET = 'storefront'
export const FIRST_SEED = 7
/** A preset opens here, with the past before it already computed: no chart is empty. */
export const OPEN_AT_US = 30_000_000
