import { readTag } from '../convert-page.ts'
import type { SourceFile } from '../find-files.ts'
import type { SourcePage } from '../types.ts'
import { isFields, readRecords, textOf } from './records.ts'

/**
 * Intercom: what its articles API gives (`data`, or a list), with `translated_content`. Collections, where they were
 * saved as well, become tags.
 */
export function readIntercomPages(files: readonly SourceFile[], encoding?: string): SourcePage[] {
  const records = readRecords(files, ['data', 'articles', 'article', 'collections'], encoding)
  const names = new Map(
    records
      .filter(({ fields }) => fields.type === 'collection' || (fields.name && !('body' in fields)))
      .map(({ fields }) => [textOf(fields.id), textOf(fields.name)]),
  )
  return records.flatMap(({ fields, from, line }) => {
    if (typeof fields.body !== 'string') return []
    const id = textOf(fields.id)
    const parent = names.get(textOf(fields.parent_id)) ?? ''
    const own = { line, tags: parent === '' ? [] : [parent], asks: [], isReply: false, base: '' }
    const original: SourcePage = {
      ...own,
      from: `${from}#${id}`,
      title: textOf(fields.title),
      body: { kind: 'html', html: fields.body },
      lang: readTag(textOf(fields.default_locale)),
      addresses: [`article:${id}`],
      translationOf: null,
    }
    const translated = isFields(fields.translated_content) ? fields.translated_content : {}
    const others = Object.entries(translated).flatMap(([tag, content]): SourcePage[] => {
      const lang = readTag(tag)
      if (lang === null || lang === original.lang || !isFields(content)) return []
      if (typeof content.body !== 'string' || content.body === '') return []
      return [
        {
          ...own,
          from: `${from}#${id}-${lang}`,
          title: textOf(content.title),
          body: { kind: 'html', html: content.body },
          ...{ lang, addresses: [], translationOf: original.from },
        },
      ]
    })
    return [original, ...others]
  })
}
