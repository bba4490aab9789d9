import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { AppDeps } from '../app-deps.ts'
import type { AppEnv } from '../app-env.ts'
import { panelPolicy } from '../response-headers.ts'
import { readServedFile } from '../serve-files.ts'

/** Vite writes it where styles need a nonce; each answer gets its own. */
const NONCE_PLACE = '__CSP_NONCE__'

/** The built panel at `/`. Its own addresses (no file ending) all give the one page. */
export function panelRoutes(deps: AppDeps) {
  return new Hono<AppEnv>().get('*', async (c, next) => {
    const path = decodeURI(c.req.path)
    if (/^\/(v1|docs|health|ready|metrics|openapi\.json)(\/|$)/u.test(path)) return next()
    const isPage = !/\.[a-z0-9]+$/u.test(path)
    if (isPage) return panelPage(deps, path.endsWith('/embed'))
    const file = await readServedFile(deps.panelDir, path)
    if (!file || file.type.startsWith('text/html')) return next()
    return new Response(file.bytes, {
      headers: {
        'content-type': file.type,
        // The one file that pages of other origins load; every other one is this origin's own.
        ...(path === '/embed.js' ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
        // Vite names assets by their content.
        'cache-control': path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      },
    })
  })
}

/** `tellsHosts`: the page in a frame has to know whose messages count. */
async function panelPage(deps: AppDeps, tellsHosts: boolean): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  const index = await readServedFile(deps.panelDir, 'index.html')
  const page = index
    ? withHosts(
        new TextDecoder().decode(index.bytes).replaceAll(NONCE_PLACE, nonce),
        tellsHosts ? deps.desk.frameAncestors : null,
      )
    : String(missingPanel())
  return new Response(page, {
    status: index ? 200 : 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': panelPolicy(nonce, deps.desk.frameAncestors),
    },
  })
}

function withHosts(page: string, hosts: string[] | null): string {
  if (hosts === null) return page
  const meta = html`<meta name="sidecue-hosts" content="${hosts.join(' ')}" />`
  return page.replace('</head>', () => `${meta}</head>`)
}

function missingPanel() {
  return html`<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8" /><title>Sidecue</title></head>
      <body>
        <h1>The panel is not built yet</h1>
        <p>Run <code>npm run build:panel</code> in the project and reload this page.</p>
        <p lang="zh-Hans">侧边栏尚未构建：请在项目目录运行 <code>npm run build:panel</code>，然后刷新本页。</p>
        <p>The API works without it: <a href="/docs">/docs</a>.</p>
      </body>
    </html>`
}
