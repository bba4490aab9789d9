import { readTag } from '../convert-page.ts'
import type { SourceFile } from '../find-files.ts'
import type { SourcePage } from '../types.ts'
import { readRecords, textOf, textsOf } from './records.ts'

/**
 * Zendesk Guide: what its Help Center API gives for articles (`articles`, `article`), with `sections` and `categories`
 * where they were saved as well; their names become tags. Other languages of an article (`translations`) are articles.
 */
export function readZendeskPages(files: readonly SourceFile[], encoding?: string): SourcePage[] {
  const names = new Map(
    readRecords(files, ['sections', 'section', 'categories', 'category'], encoding).map(
      ({ fields }) => [textOf(fields.id), textOf(fields.name)],
    ),
  )
  const pages = readRecords(files, ['articles', 'article'], encoding).flatMap(
    ({ fields, from, line }) => {
      if (typeof fields.body !== 'string' && typeof fields.title !== 'string') return []
      const id = textOf(fields.id)
      const section = names.get(textOf(fields.section_id)) ?? ''
      return [
        {
          ...{ from: `${from}#${id}`, line, title: textOf(fields.title), isReply: false, asks: [] },
          body: { kind: 'html' as const, html: textOf(fields.body) },
          lang: readTag(textOf(fields.locale)),
          addresses: [`article:${id}`],
          tags: [...(section === '' ? [] : [section]), ...textsOf(fields.label_names)],
          ...{ translationOf: null, base: '' },
        },
      ]
    },
  )
  const translations = readRecords(files, ['translations', 'translation'], encoding).flatMap(
    ({ fields, from, line }) => {
      const source = textOf(fields.source_id)
      const original = pages.find(({ addresses }) => addresses[0] === `article:${source}`)
      const lang = readTag(textOf(fields.locale))
      if (source === '' || lang === null || original?.lang === lang) return []
      return [
        {
          ...{ from: `${from}#${source}-${lang}`, line, title: textOf(fields.title) },
          ...{ isReply: false, asks: [], tags: original?.tags ?? [], addresses: [], base: '' },
          body: { kind: 'html' as const, html: textOf(fields.body) },
          lang,
          translationOf: original?.from ?? null,
        },
      ]
    },
  )
  return [...pages, ...translations]
}
