/**
 * Builds the page into dist/site. Every address in it is relative, so that the folder works from any sub-path.
 * All of Monaco goes under assets/monaco: too large to keep offline unasked, it is cached on first use instead.
 */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown } from 'vite'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { houseLessons } from './scripts/houseLessons.mjs'

const isMonaco = (ids: string[]) => ids.some((id) => id.includes('monaco-editor'))
/** What SES does to a realm is all side effects. */
const isSes = (id: string) => /node_modules\/(ses|@endo)\//.test(id)
const output = {
  topLevelVar: false, // constants stay constant, which the engine's speed wants: see scripts/build.mjs
  entryFileNames: (chunk: { moduleIds: string[] }) =>
    isMonaco(chunk.moduleIds) ? 'assets/monaco/[name]-[hash].js' : 'assets/[name]-[hash:7].js',
  chunkFileNames: (chunk: { moduleIds: string[] }) =>
    isMonaco(chunk.moduleIds) ? 'assets/monaco/[name]-[hash].js' : 'assets/[name]-[hash:7].js',
  // A style sheet does not say where it comes from, and bears the name of any module of its chunk: what is in it tells.
  assetFileNames: (asset: { originalFileNames: string[]; source: string | Uint8Array }) =>
    isMonaco(asset.originalFileNames) || (typeof asset.source === 'string' && asset.source.includes('.monaco-editor '))
      ? 'assets/monaco/[name]-[hash][extname]'
      : 'assets/[name]-[hash:7][extname]',
}

const ENTRY = fileURLToPath(new URL('./src/app/main.tsx', import.meta.url))

/**
 * All that the page's entry imports statically stands in one file: it is needed at once, and forty small ones weigh more and come
 * later. For the worker the same costs 9 kB: what it imports statically is mostly needed elsewhere too.
 */
function pageChunk() {
  let reached: Set<string> | null = null
  return {
    name: (id: string, pass: Rolldown.ChunkingContext): string | null => {
      reached ??= staticallyFrom(ENTRY, pass)
      return reached.has(id) ? 'page' : null
    },
  }
}
/** The code that one may begin from, as text: sixty files of some lines weigh twice what they weigh in one. */
const offered = { name: 'offered', test: /\/decisions\/.*\.ts\?raw$/ }

function staticallyFrom(entry: string, pass: Rolldown.ChunkingContext): Set<string> {
  const reached = new Set<string>()
  const visit = (id: string): void => {
    if (reached.has(id)) return
    reached.add(id)
    pass.getModuleInfo(id)?.importedIds.forEach(visit)
  }
  visit(entry)
  reached.delete(entry)
  return reached
}

/** The development server injects an inline script for hot reloading; the built page allows none. */
const allowHotReload: Plugin = {
  name: 'allow-hot-reload',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
}

/** Of replication modes, services and presets, the built page loads what a run names: see the index.ts of these folders. */
const onDemand: Plugin = {
  name: 'on-demand',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './all' && importer && /\/scenarios\/(behaviours|presets)\/index\.ts$/.test(importer)
      ? importer.replace(/index\.ts$/, 'onDemand.ts')
      : null,
}

/** The palette stands in a dialog of the page's own; the list's library brings another, which nobody opens and which weighs 9 kB. */
const NO_DIALOG = '\0no-dialog'
const withoutDialog: Plugin = {
  name: 'without-dialog',
  enforce: 'pre',
  resolveId: (source) => (source === '@radix-ui/react-dialog' ? NO_DIALOG : null),
  load: (id) =>
    id === NO_DIALOG
      ? ['Root', 'Portal', 'Overlay', 'Content'].map((one) => `export const ${one} = null`).join('\n')
      : null,
}

export default defineConfig({
  base: './',
  plugins: [
    react(),
    allowHotReload,
    withoutDialog,
    houseLessons('lessons'),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      includeManifestIcons: false,
      manifest: {
        name: 'Faultline',
        short_name: 'Faultline',
        description: 'A laboratory for distributed systems that runs in your browser.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#14171a',
        icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,json,woff2}'],
        globIgnores: ['assets/monaco/**', 'unsupported.js'],
        navigateFallback: 'index.html',
        navigateFallbackDenylist: [/\/(check|classroom\/\w+)$/], // a classroom's own pages
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        runtimeCaching: [
          {
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.includes('/assets/monaco/'),
            handler: 'CacheFirst',
            options: { cacheName: 'monaco', expiration: { maxEntries: 60 } },
          },
        ],
      },
    }),
  ],
  worker: {
    format: 'es',
    plugins: () => [onDemand],
    rolldownOptions: {
      output,
      treeshake: { moduleSideEffects: (id) => isSes(id) || isMonaco([id]) },
      checks: { bundlerTimings: false },
    },
  },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      output: { ...output, codeSplitting: { groups: [pageChunk(), offered] } },
      checks: { bundlerTimings: false },
    },
  },
})
