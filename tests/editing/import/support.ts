import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { compileArticle } from '../../../src/articles/index.ts'
import { type ImportKind, importArticles } from '../../../src/editing/import/index.ts'

export type Folder = {
  path: string
  put(file: string, content: string | Uint8Array): Promise<string>
  remove(): Promise<void>
}

export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'sidecue-import-'))
  return {
    path,
    async put(file, content) {
      await mkdir(dirname(join(path, file)), { recursive: true })
      await writeFile(join(path, file), content)
      return join(path, file)
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

/** Imports without writing. */
export function dryImport(from: ImportKind, source: string, encoding?: string) {
  return importArticles({ from, source, destination: join(source, 'out'), isDry: true, encoding })
}

/** The article as an editor would release it: its audience filled in. */
export function released(markdown: string) {
  const filled = markdown
    .replace(/^audience:.*$/mu, 'audience: customer')
    .replace('state: draft', 'state: published')
  return compileArticle(filled, { path: 'a.md', now: new Date('2026-11-21T00:00:00Z') })
}

/** What of a document is in its markdown. */
export function countIn(markdown: string) {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/u, '')
  const tree = unified().use(remarkParse).use(remarkGfm).parse(body)
  const counts = { tables: 0, items: 0, links: 0, images: 0 }
  const names = { table: 'tables', listItem: 'items', link: 'links', image: 'images' } as const
  visit(tree, (node) => {
    // An address that stands there as words is no link of the page.
    if (node.type === 'link' && body[node.position?.start.offset ?? 0] !== '[') return
    if (node.type in names) counts[names[node.type as keyof typeof names]] += 1
  })
  return counts
}

/** A zip of files as they stand, which is all a Word document needs. */
export function makeZip(files: Record<string, string | Uint8Array>): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content as string)]
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, tail, path]))
    parts.push(local)
    offset += local.length
  }
  const whole = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(whole.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, whole, Buffer.from('PK\x05\x06'), end])
}

const WORD_NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A Word document with this body. */
export function makeWordDocument(body: string): Uint8Array {
  return makeZip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/_rels/document.xml.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://galaxyread.example/" TargetMode="External"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${WORD_NAMES}><w:body>${body}</w:body></w:document>`,
  })
}
