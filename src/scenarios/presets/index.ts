/**
 * The scenarios that come with Faultline. To add one: its file, a line in ./all and one in ./topics. Whoever runs in one file carries
 * all of them; the built page has ./onDemand in the place of ./all (vite.config.ts), which offers the same.
 */
export { loadPreset, presetOf } from './all'
export { presetIds } from './topics'
