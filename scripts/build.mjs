// Builds what is asked for (site, cli, server, classroom, engine; all of them by default) into dist/.
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argv, exit } from 'node:process'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { constantFunctions } from './constantFunctions.mjs'

/**
 * The bundler would turn top-level constants into variables. A compiler folds a constant, and what a constant object holds,
 * into the code: the engine is an eighth faster.
 */
const keepConstants = { topLevelVar: false }

/** One file for Node, with everything of ours and of our dependencies inside. */
const nodeFile = (entry, outDir, fileName) => ({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [constantFunctions()],
  ssr: { noExternal: true, external: ['simjs'] },
  build: {
    ssr: entry,
    outDir,
    target: 'node20',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      output: {
        ...keepConstants,
        format: 'es',
        entryFileNames: fileName,
        codeSplitting: false,
        banner: '#!/usr/bin/env node',
      },
    },
  },
})

/** A classic script that old engines can run too: no import, export, DOM or Node; it defines the global Faultline. */
const engineFile = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    lib: { entry: 'src/engine/main.ts', name: 'Faultline', formats: ['iife'], fileName: () => 'faultline.js' },
    outDir: 'dist/engine',
    emptyOutDir: true,
    target: 'es2020',
    minify: true,
    rolldownOptions: { output: keepConstants },
  },
}

const OUTPUTS = {
  site: { logLevel: 'warn' },
  cli: nodeFile('src/cli/main.ts', 'dist/cli', 'faultline.js'),
  server: nodeFile('src/server/main.ts', 'dist/server', 'serve.js'),
  classroom: nodeFile('src/server/classroom/main.ts', 'dist/classroom', 'server.js'),
  engine: engineFile,
}

/** Beside every text of the site, what servers send of it: a class of four hundred opens the page at once. */
async function compressSite(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() && /\.(js|css|html|svg|json|webmanifest)$/.test(entry.name))
      .map((entry) => compressFile(join(entry.parentPath ?? entry.path, entry.name))),
  )
}
/** Brotli at a middle level: at the highest it takes ten times as long, for a twentieth less. */
const MIDDLE = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
async function compressFile(path) {
  const content = await readFile(path)
  if (content.length < 1_000) return
  const [zipped, brotli] = await Promise.all([promisify(gzip)(content), promisify(brotliCompress)(content, MIDDLE)])
  await Promise.all([writeFile(`${path}.gz`, zipped), writeFile(`${path}.br`, brotli)])
}

const asked = argv.length > 2 ? argv.slice(2) : Object.keys(OUTPUTS)
for (const name of asked) {
  if (!(name in OUTPUTS)) {
    console.error(`build: there is no output "${name}"; there are ${Object.keys(OUTPUTS).join(', ')}`)
    exit(2)
  }
  const startedMs = Date.now()
  await build(OUTPUTS[name])
  if (name === 'site') await compressSite('dist/site')
  console.log(`built dist/${name} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`)
}
