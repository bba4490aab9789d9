import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
export const PANEL_DIR = `${ROOT}dist/panel`

let built: Promise<unknown> | undefined

/** Builds the panel as it is now, once per test file. */
export async function buildPanel(): Promise<string> {
  built ??= build({ configFile: `${ROOT}vite.config.ts`, logLevel: 'error' })
  await built
  return PANEL_DIR
}
