/** On a small screen the studio is a sheet over everything, and its editor a plain field. The same width stands in studio.css. */
export const SHEET = '(max-width: 720px)'
