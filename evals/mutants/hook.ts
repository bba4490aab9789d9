import { registerHooks } from 'node:module'
import { applyPatches, byFile, patchesOf } from './apply-patches.ts'
import type { Mutant } from './types.ts'

/**
 * Preloaded (`node --import`) into a process that is to run a mutant, given as JSON in `SIDECUE_MUTANT`: its source files are
 * changed while they are loaded, in this process and its threads. Nothing is written.
 */
const given = process.env.SIDECUE_MUTANT
if (given !== undefined) install(JSON.parse(given) as Mutant)

function install(mutant: Mutant): void {
  const root = new URL('../../', import.meta.url)
  const patches = new Map(
    [...byFile(patchesOf(mutant))].map(([file, list]) => [new URL(file, root).href, list]),
  )
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      const own = patches.get(url)
      if (own === undefined || loaded.source === undefined || loaded.source === null) return loaded
      const source =
        typeof loaded.source === 'string'
          ? loaded.source
          : new TextDecoder().decode(loaded.source as Uint8Array)
      return { ...loaded, source: applyPatches(source, own) }
    },
  })
}
