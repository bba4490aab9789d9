import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { AppEnv } from '../app-env.ts'
import { readServedFile } from '../serve-files.ts'

const FILES = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI writes style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The API description as a page to read and try, all from this server. */
export function docsRoutes() {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return new Hono<AppEnv>()
    .get('/docs', (c) => {
      c.header('content-security-policy', POLICY)
      return c.html(page())
    })
    .get('/docs/start.js', (c) => {
      c.header('content-type', 'text/javascript; charset=utf-8')
      return c.body(START)
    })
    .get('/docs/:file', async (c, next) => {
      const name = c.req.param('file')
      const file = FILES.has(name) ? await readServedFile(folder, name) : undefined
      if (!file) return next()
      return new Response(file.bytes, { headers: { 'content-type': file.type } })
    })
}

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true })\n`

function page() {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Sidecue API</title>
        <link rel="icon" href="/docs/favicon-32x32.png" />
        <link rel="stylesheet" href="/docs/swagger-ui.css" />
      </head>
      <body>
        <div id="docs"></div>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/start.js"></script>
      </body>
    </html>`
}
