import { readFile } from 'node:fs/promises'
import { AppError } from '../../src/errors.ts'
import { applyPatches, byFile, patchesOf } from './apply-patches.ts'
import type { Mutant } from './types.ts'

const ROOT = new URL('../../', import.meta.url)

/** Throws `BAD_INPUT` that names every mutant whose text no longer stands in the source: it would break nothing. */
export async function checkPatches(mutants: readonly Mutant[]): Promise<void> {
  const outdated: string[] = []
  for (const mutant of mutants) {
    for (const [file, patches] of byFile(patchesOf(mutant))) {
      try {
        applyPatches(await readFile(new URL(file, ROOT), 'utf8'), patches)
      } catch (error) {
        outdated.push(`${mutant.id}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }
  if (outdated.length === 0) return
  throw new AppError('BAD_INPUT', `Mutants out of step with the source:\n${outdated.join('\n')}`, {
    hint: 'Bring `find` in evals/mutants in step with what stands there now.',
  })
}
