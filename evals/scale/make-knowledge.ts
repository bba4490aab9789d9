import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detectLanguage } from '../../src/text/language.ts'
import { CorpusRow, hasRows, QueryRow, readRows } from '../read-cases.ts'

/** Text that a section takes from the sets: with its heading about one chunk. */
const SECTION = 600
const SECTIONS_AN_ARTICLE = 4
const QUERIES_A_SET = 25

type Piece = { title: string; text: string }

/** The passages of all sets, cut into pieces of a section's size, in an order that mixes the sets. */
export async function readPieces(sets: string): Promise<{ pieces: Piece[]; queries: string[] }> {
  const pieces: Piece[] = []
  const queries: string[] = []
  for (const set of (await readdir(sets)).toSorted()) {
    const folder = join(sets, set)
    if (!hasRows(folder, 'corpus.jsonl') || !hasRows(folder, 'queries.jsonl')) continue
    for (const row of await readRows(folder, 'corpus.jsonl', CorpusRow)) {
      const text = plainText(row.text)
      for (let from = 0; from < text.length; from += SECTION) {
        const title = plainText(row.title || text.slice(from, from + 30)).slice(0, 80)
        pieces.push({ title, text: text.slice(from, from + SECTION) })
      }
    }
    const asked = await readRows(folder, 'queries.jsonl', QueryRow)
    queries.push(...asked.slice(0, QUERIES_A_SET).map((row) => row.text))
  }
  return { pieces: shuffled(pieces), queries: shuffled(queries) }
}

/** Writes a knowledge folder of so many articles of four sections; beyond the sets' own text, halves of pieces are joined anew. */
export async function makeKnowledge(
  folder: string,
  count: number,
  pieces: readonly Piece[],
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const sections = Array.from({ length: SECTIONS_AN_ARTICLE }, (_, k) =>
      pieceAt(pieces, i * SECTIONS_AN_ARTICLE + k),
    )
    const first = sections[0] as Piece
    const lang = detectLanguage(first.text)
    const place = join(folder, 'articles', String(i % 100))
    if (i < 100) await mkdir(place, { recursive: true })
    const front = [
      `id: scale-${i}`,
      `title: ${JSON.stringify(`${first.title || 'Section'} ${i}`)}`,
      `lang: ${lang}`,
      'audience: customer',
      'state: published',
    ]
    const body = sections.map(({ title, text }) => `## ${title || 'Section'}\n\n${text}\n`)
    await writeFile(join(place, `${i}.md`), `---\n${front.join('\n')}\n---\n\n${body.join('\n')}`)
  }
}

function pieceAt(pieces: readonly Piece[], n: number): Piece {
  const at = n % pieces.length
  const piece = pieces[at] as Piece
  const round = Math.floor(n / pieces.length)
  if (round === 0) return piece
  const other = pieces[(at * 7919 + round * 104_729) % pieces.length] as Piece
  return {
    title: other.title,
    text: piece.text.slice(0, SECTION / 2) + other.text.slice(SECTION / 2),
  }
}

/** What markdown would take for markup is only text here. */
function plainText(text: string): string {
  return text
    .replaceAll(/[^\P{C}]/gu, ' ')
    .replaceAll(/[:：]{2,}|[`<>[\]{}\\|*_#~$&!]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .toWellFormed()
    .trim()
}

/** The same order on every run. */
function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items]
  let state = 42
  for (let i = result.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const j = state % (i + 1)
    const kept = result[i] as T
    result[i] = result[j] as T
    result[j] = kept
  }
  return result
}
