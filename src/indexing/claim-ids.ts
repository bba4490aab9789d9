import type { Known } from './file-records.ts'
import { claimedId, type Judged, judgeFile, looksPlain, type Mode } from './judge-files.ts'
import { readArticleFile } from './read-files.ts'
import type { ScannedFile } from './scan-folder.ts'

/** Which files have which ids, found out before anything is written. */
export type Claims = {
  has(id: string): boolean
  /** Other sound files with the id of this one; both are then refused. */
  twinsOf(judged: Judged): string[]
  /** No other file has this id. */
  isOnlyOf(id: string, path: string): boolean
  /** The files to compile: those that may hide something first. */
  inOrder: ScannedFile[]
}

/** Looks into the files of `work`; files that share an id join it, changed or not. */
export function claimIds(
  files: readonly ScannedFile[],
  work: ReadonlySet<ScannedFile>,
  known: Known,
  mode: Mode,
): Claims {
  const paths = new Map<string, ScannedFile[]>()
  const claim = (id: string | null | undefined, file: ScannedFile): void => {
    if (id) paths.set(id, [...(paths.get(id) ?? []), file])
  }
  const hiding: ScannedFile[] = []
  const plain: ScannedFile[] = []
  for (const file of files) {
    if (!work.has(file)) {
      claim(known.files.get(file.path)?.article, file)
      continue
    }
    const text = readArticleFile(file).text ?? ''
    claim(claimedId(text) ?? mode.foreignIds.get(file.path), file)
    ;(looksPlain(text) ? plain : hiding).push(file)
  }
  const twins = new Map<string, string[]>()
  for (const [id, same] of paths) {
    if (same.length < 2) continue
    const sound = same.filter(
      (file) => judgeFile(readArticleFile(file), mode, known.now).article?.id === id,
    )
    for (const file of same) if (!work.has(file)) plain.push(file)
    if (sound.length < 2) continue
    for (const { path } of sound) {
      twins.set(
        `${id} ${path}`,
        sound.map((other) => other.path).filter((other) => other !== path),
      )
    }
  }
  const isContested = (id: string): boolean =>
    [...twins.keys()].some((key) => key.startsWith(`${id} `))
  return {
    has: (id) => paths.has(id),
    twinsOf: ({ article, path }) => {
      if (!article) return []
      const others = (paths.get(article.id) ?? []).filter((file) => file.path !== path)
      const isClaimed = (paths.get(article.id) ?? []).some((file) => file.path === path)
      // Written so that the glance missed it: the file that says its id plainly has it.
      if (!isClaimed) return others.map((file) => file.path)
      return twins.get(`${article.id} ${path}`) ?? []
    },
    isOnlyOf: (id, path) =>
      isContested(id) || (paths.get(id) ?? []).every((file) => file.path === path),
    inOrder: [...hiding, ...plain],
  }
}
