import { AppError } from '../../src/errors.ts'
import type { Mutant, Patch } from './types.ts'

/** The source with each stretch replaced. Throws `BAD_INPUT` where one does not stand there exactly once. */
export function applyPatches(source: string, patches: readonly Patch[]): string {
  return patches.reduce((text, { file, find, replace }) => {
    const [before, ...after] = text.split(find)
    if (after.length === 1) return `${before}${replace}${after[0]}`
    const found = after.length === 0 ? 'no longer stands' : `stands ${after.length} times`
    throw new AppError('BAD_INPUT', `The text to be replaced ${found} in ${file}.`, {
      hint: `Bring the mutant in step with the source. It looks for: ${find.slice(0, 120)}`,
    })
  }, source)
}

const DATABASE_OPENED: Pick<Patch, 'file' | 'find'> = {
  file: 'src/db/open.ts',
  find: '  await checkRoles(client)\n',
}

/** All patches of a mutant; its SQL is one of them. */
export function patchesOf({ patches, sql }: Mutant): readonly Patch[] {
  if (sql === undefined) return patches
  const { file, find } = DATABASE_OPENED
  const replace = `  await client.unsafe(${JSON.stringify(sql)})\n${find}`
  return [...patches, { file, find, replace }]
}

/** Patches by file. */
export function byFile(patches: readonly Patch[]): Map<string, Patch[]> {
  return Map.groupBy(patches, ({ file }) => file)
}
