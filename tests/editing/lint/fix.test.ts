import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixFolder } from '../../../src/editing/lint/fix-folder.ts'
import { fixText } from '../../../src/editing/lint/fix-text.ts'
import { lintFolder } from '../../../src/editing/lint/index.ts'
import { article, makeDesk, NOW } from './support.ts'

const GLOSSARY = [
  {
    term: '优惠券',
    lang: 'zh-Hans' as const,
    synonyms: [],
    abbreviations: [],
    misspellings: ['优惠卷'],
    isProduct: false,
  },
]

const pieces = fc.constantFrom(
  ...[
    '---\n',
    'lang: zh-Hans\n',
    '\t- 优惠卷\n',
    '优惠卷',
    '优惠券',
    ' ',
    '  \n',
    '   \n',
    '\t\n',
    '\r\n',
    '\r',
    '\n',
  ],
  ...[
    '```\n',
    '`优惠卷 `',
    '\u200b',
    '\ufeff',
    '# 标题 \n',
    '<<<<<<< HEAD\n',
    '| a | b |\n',
    ':::agent\n',
    ':::\n',
    '。',
  ],
)

describe('--fix', () => {
  it('fixing twice is fixing once, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const once = fixText(parts.join(''), GLOSSARY)
        expect(fixText(once, GLOSSARY)).toBe(once)
      }),
      { numRuns: 300 },
    )
  })

  it('mends what can only be meant in one way, and leaves code and hard breaks alone', () => {
    const source = `\ufeff---\r\nid: a\r\nlang: zh-Hans\r\nasks:\r\n\t- 优惠卷\r\n---\r\n\r\n优惠卷 \r\n第一行  \r\n说\u200b明\r\n\r\n\`\`\`\r\n优惠卷 \r\n\`\`\``
    expect(fixText(source, GLOSSARY)).toBe(
      '---\nid: a\nlang: zh-Hans\nasks:\n  - 优惠卷\n---\n\n优惠券\n第一行  \n说明\n\n```\n优惠卷 \n```\n',
    )
  })

  it('writes nothing into a file with a merge conflict, or that is not UTF-8', async () => {
    const conflict = article('a', '<<<<<<< HEAD\n优惠卷 \n=======\n乙\n>>>>>>> b')
    const desk = makeDesk({
      'articles/a.md': conflict,
      'articles/b.md': Uint8Array.from([0x2d, 0xff, 0x20, 0x0d, 0x0a]),
      'articles/c.md': article('c', '请看优惠卷页面。 '),
    })
    try {
      expect(await fixFolder(desk.dir, () => true)).toEqual(['articles/c.md'])
      expect(readFileSync(join(desk.dir, 'articles/a.md'), 'utf8')).toBe(conflict)
      const { findings } = await lintFolder({ knowledgeDir: desk.dir, now: NOW, dataDir: null })
      expect(findings.filter(({ file }) => file === 'articles/c.md')).toEqual([])
    } finally {
      desk.discard()
    }
  })
})
