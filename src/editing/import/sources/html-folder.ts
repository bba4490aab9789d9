import { posix } from 'node:path'
import { decodeText } from '../decode-text.ts'
import type { SourceFile } from '../find-files.ts'
import type { SourcePage } from '../types.ts'

/** Plain HTML pages: each file is one. */
export function readHtmlPages(files: readonly SourceFile[], encoding?: string): SourcePage[] {
  return files.map(({ path, bytes }) => ({
    ...{ from: path, line: 1, title: '', lang: null, tags: [], asks: [], isReply: false },
    body: { kind: 'html', html: decodeText(bytes, path, encoding) },
    addresses: [path, ...(/(?:^|\/)index\.html?$/iu.test(path) ? [posix.dirname(path)] : [])],
    ...{ translationOf: null, base: posix.dirname(path) },
  }))
}
