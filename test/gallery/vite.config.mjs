/** Serves the gallery: pages that show one room each over fakes. Development only. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'test/gallery',
  plugins: [react()],
  server: { port: 4188, strictPort: true },
  cacheDir: '/tmp/gallery-cache',
})
