import { readFileSync, writeFileSync } from 'node:fs'
import { loadDesk } from '../../desk/index.ts'
import { scanFolder } from '../../indexing/scan-folder.ts'
import { MAX_BYTES } from '../../indexing/walk-folder.ts'
import { fixText } from './fix-text.ts'

/** Mends the files for which `isWanted`, in place; the paths, below the folder, of those that were changed. */
export async function fixFolder(
  knowledgeDir: string,
  isWanted: (path: string) => boolean,
): Promise<string[]> {
  const [scan, { desk }] = await Promise.all([
    scanFolder(knowledgeDir, false),
    loadDesk(knowledgeDir),
  ])
  const fixed: string[] = []
  for (const { path, absolute, size } of scan.files) {
    if (size > MAX_BYTES || !isWanted(path)) continue
    const source = decode(readFileSync(absolute))
    if (source === null) continue
    const text = fixText(source, desk.glossary)
    if (text === source) continue
    writeFileSync(absolute, text)
    fixed.push(path)
  }
  return fixed
}

/** Null for what is not text: mending it would lose bytes. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
