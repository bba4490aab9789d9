import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { emitEmbedScript } from './src/panel/embed/emit-embed-script.ts'

/** Builds the panel into dist/panel, which `http/` serves. `npx vite` shows it while it is worked on, with the API of a running server. */
export default defineConfig({
  root: 'src/panel',
  // Relative addresses: the panel also works below a path and inside an iframe.
  base: './',
  plugins: [react(), emitEmbedScript('src/panel/embed/embed-script.ts')],
  // The server puts a fresh nonce in its place with every page.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/panel',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8787' } },
})
