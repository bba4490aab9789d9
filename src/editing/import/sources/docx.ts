import { posix } from 'node:path'
import mammoth from 'mammoth'
import { AppError } from '../../../errors.ts'
import type { SourceFile } from '../find-files.ts'
import type { SourcePage } from '../types.ts'

/** Word documents, through HTML: what a style means is kept, what it looks like is not. */
export async function readDocxPages(files: readonly SourceFile[]): Promise<SourcePage[]> {
  const pages: SourcePage[] = []
  for (const { path, bytes } of files) {
    pages.push({
      ...{ from: path, line: 1, title: '', lang: null, tags: [], asks: [], isReply: false },
      body: { kind: 'html', html: await toHtml(path, bytes) },
      ...{ addresses: [path], translationOf: null, base: posix.dirname(path) },
    })
  }
  return pages
}

async function toHtml(path: string, bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        styleMap: [
          "p[style-name='Title'] => h1:fresh",
          "p[style-name='标题'] => h1:fresh",
          "p[style-name='標題'] => h1:fresh",
        ],
      },
    )
    return value
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The file is no Word document that can be read.', {
      cause,
      place: { file: path },
      hint: 'Save it in Word as .docx; the old .doc is not read.',
    })
  }
}
