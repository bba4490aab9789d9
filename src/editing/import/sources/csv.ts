import { type CsvError, parse } from 'csv-parse/sync'
import { AppError } from '../../../errors.ts'
import { readTag } from '../convert-page.ts'
import { decodeText } from '../decode-text.ts'
import type { SourceFile } from '../find-files.ts'
import type { SourcePage } from '../types.ts'

/** How desks call the columns of their FAQ tables. */
const COLUMNS = {
  question: [
    'question',
    'title',
    'q',
    '问题',
    '標題',
    '标题',
    '問題',
    '标准问',
    '標準問',
    '标准问题',
    '標準問題',
  ],
  answer: [
    'answer',
    'a',
    'reply',
    'body',
    'content',
    '答案',
    '答复',
    '答覆',
    '回复',
    '回覆',
    '标准答复',
    '標準答覆',
    '内容',
    '內容',
  ],
  asks: [
    'asks',
    'similar',
    'similar questions',
    'alternatives',
    '相似问',
    '相似問',
    '相似问题',
    '相似問題',
    '扩展问',
    '擴展問',
  ],
  tags: [
    'tags',
    'category',
    'labels',
    '分类',
    '分類',
    '标签',
    '標籤',
    '类目',
    '類目',
    '模块',
    '模組',
  ],
  lang: ['lang', 'language', 'locale', '语言', '語言'],
}
type Column = keyof typeof COLUMNS

/** Several ways of asking, or tags, in one cell. */
const BETWEEN = /[\n|｜]|[;；](?=\S)/u

/** FAQ tables: a row is an article, its answer the wording for customers. The first row names the columns. */
export function readCsvPages(files: readonly SourceFile[], encoding?: string): SourcePage[] {
  return files.flatMap(({ path, bytes }) => {
    const text = decodeText(bytes, path, encoding)
    const [head, ...rows] = parseRows(text, path)
    if (!head) return []
    const at = findColumns(head.record, path)
    return rows.flatMap(({ record, line }, index): SourcePage[] => {
      const cell = (column: Column) => (record[at[column] ?? -1] ?? '').trim()
      const [question, answer] = [cell('question'), cell('answer')]
      if (question === '' && answer === '') return []
      if (question === '' || answer === '')
        throw halfRow(path, line, question === '' ? 'question' : 'answer')
      return [
        {
          ...{ from: `${path}#${index + 1}`, line, title: question, isReply: true, base: '' },
          body: looksLikeHtml(answer)
            ? { kind: 'html', html: answer }
            : { kind: 'text', text: answer },
          lang: readTag(cell('lang')),
          ...{ addresses: [], translationOf: null },
          tags: split(cell('tags')),
          asks: split(cell('asks')),
        },
      ]
    })
  })
}

type Row = { record: string[]; line: number }

function parseRows(text: string, path: string): Row[] {
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    let before = 0
    // `lines` is where a row ends; it begins behind the one before.
    return rows.map(({ record, info }) => {
      const line = before + 1
      before = info.lines
      return { record, line }
    })
  } catch (cause) {
    const { lines, message } = cause as CsvError & { lines?: number }
    throw new AppError('BAD_INPUT', `The table cannot be read: ${message}.`, {
      cause,
      place: { file: path, line: lines ?? 1, column: 1 },
      hint: 'Save it again as CSV (UTF-8). A quote inside a cell is written twice.',
    })
  }
}

function delimiterOf(text: string): string {
  const [head = ''] = text.split('\n', 1)
  const counts = [',', '\t', ';'].map((sign) => [sign, head.split(sign).length] as const)
  return counts.toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ','
}

function findColumns(head: readonly string[], path: string): Partial<Record<Column, number>> {
  const names = head.map((name) => name.trim().toLowerCase())
  const found = Object.entries(COLUMNS).map(([column, known]) => [
    column,
    names.findIndex((name) => known.includes(name)),
  ])
  const at = Object.fromEntries(found.filter(([, index]) => Number(index) >= 0)) as Partial<
    Record<Column, number>
  >
  for (const column of ['question', 'answer'] as const)
    if (at[column] === undefined)
      throw new AppError(
        'BAD_INPUT',
        `The first row names no column for the ${column}: ${head.join(', ')}.`,
        {
          place: { file: path, line: 1, column: 1 },
          hint: `Call it one of: ${COLUMNS[column].join(', ')}.`,
        },
      )
  return at
}

function halfRow(path: string, line: number, column: Column): AppError {
  return new AppError('BAD_INPUT', `A row has no ${column}.`, {
    place: { file: path, line, column: 1 },
    hint: 'Fill the cell, or take the row out; nothing was imported.',
  })
}

function split(cell: string): string[] {
  return cell
    .split(BETWEEN)
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

function looksLikeHtml(text: string): boolean {
  return /<(?:p|br|div|ul|ol|li|table|a|img|strong|b|em|h[1-6]|span)\b[^>]*>/iu.test(text)
}
