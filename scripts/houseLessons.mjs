// The lessons of the house for the page: a small index of them all, and each one's files as a piece of its own, loaded when it is opened.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const INDEX = 'virtual:lessons'
const LESSON = 'virtual:lesson/'
const RESOLVED = '\0'

/** @param {string} folder */
function filesOf(folder) {
  const names = readdirSync(folder).filter((name) => /\.(json|md|ts)$/.test(name))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** @param {string} root */
function folders(root) {
  return readdirSync(root)
    .filter((name) => /^\d+-[a-z0-9-]+$/.test(name))
    .sort((a, b) => parseInt(a, 10) - parseInt(b, 10))
    .filter((name) => readdirSync(join(root, name)).includes('lesson.json'))
}

/** What the course's page shows of a lesson. A folder that is broken says so when it is opened. @param {string} root @param {string} name */
function entryOf(root, name) {
  const files = filesOf(join(root, name))
  const slug = name.replace(/^\d+-/, '')
  const titles = Object.fromEntries(
    Object.entries(files).flatMap(([file, text]) => {
      const language = /^text(?:\.([a-z-]+))?\.md$/.exec(file)
      return language ? [[language[1] ?? 'en', /^#\s+(.*)$/m.exec(text)?.[1] ?? slug]] : []
    }),
  )
  try {
    const { part, minutes, needs } = JSON.parse(files['lesson.json'])
    return { slug, part, minutes, needs, titles }
  } catch {
    return { slug, part: 'operations', minutes: 0, needs: [], titles }
  }
}

/** @param {string} root @returns {import('vite').Plugin} */
export function houseLessons(root) {
  return {
    name: 'house-lessons',
    resolveId: (id) => (id === INDEX || id.startsWith(LESSON) ? RESOLVED + id : null),
    load(id) {
      if (!id.startsWith(RESOLVED)) return null
      const asked = id.slice(RESOLVED.length)
      if (asked.startsWith(LESSON)) {
        const folder = join(root, asked.slice(LESSON.length))
        for (const name of readdirSync(folder)) this.addWatchFile(join(folder, name))
        return `export default ${JSON.stringify(filesOf(folder))}`
      }
      if (asked !== INDEX) return null
      const names = folders(root)
      for (const name of names) this.addWatchFile(join(root, name, 'lesson.json'))
      const loads = names.map((name) => {
        const slug = JSON.stringify(name.replace(/^\d+-/, ''))
        return `${slug}: () => import(${JSON.stringify(LESSON + name)})`
      })
      return `export const index = ${JSON.stringify(names.map((name) => entryOf(root, name)))}
export const files = { ${loads.join(', ')} }`
    },
  }
}
