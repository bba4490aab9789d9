import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CANARY, compile, file, SECRET, toldToCustomers } from './support.ts'

const TEXT = `${SECRET} ${CANARY}`

/** Ways in which an editor, or an attacker, may write a block that a parser does not take for one. */
const FORMS: Record<string, string> = {
  'a space after the colons': `::: internal\n${TEXT}\n:::`,
  'a tab after the colons': `:::\tinternal\n${TEXT}\n:::`,
  'full-width colons': `：：：internal\n${TEXT}\n：：：`,
  'full-width letters': `:::ｉｎｔｅｒｎａｌ\n${TEXT}\n:::`,
  'another case': `:::Internal\n${TEXT}\n:::`,
  'all capitals': `:::INTERNAL\n${TEXT}\n:::`,
  'a misspelt name': `:::intrenal\n${TEXT}\n:::`,
  'a plural name': `:::agents\n${TEXT}\n:::`,
  'a Chinese name': `:::内部\n${TEXT}\n:::`,
  'a Traditional Chinese name': `：：：內部\n${TEXT}\n：：：`,
  'a zero-width space in the name': `:::inter\u200bnal\n${TEXT}\n:::`,
  'a zero-width joiner between the colons': `::\u200d:internal\n${TEXT}\n:::`,
  'a soft hyphen in the name': `:::inter\u00adnal\n${TEXT}\n:::`,
  'a Cyrillic letter in the name': `:::іnternal\n${TEXT}\n:::`,
  'ratio signs for colons': `∶∶∶internal\n${TEXT}\n∶∶∶`,
  'proportion signs for colons': `∷∷internal\n${TEXT}\n∷∷`,
  'small colons': `﹕﹕﹕internal\n${TEXT}\n﹕﹕﹕`,
  'entities for colons': `&#58;&#58;&#58;internal\n${TEXT}\n&colon;&colon;&colon;`,
  'semicolons for colons': `;;;internal\n${TEXT}\n;;;`,
  'full-width semicolons': `；；；internal\n${TEXT}\n；；；`,
  'blanks between the colons': `: : : internal\n${TEXT}\n: : :`,
  'text after the name': `:::internal note\n${TEXT}\n:::`,
  'a label after the name': `:::internal[note]\n${TEXT}\n:::`,
  'an attribute that is not known': `:::internal{until="2027-01-01"}\n${TEXT}\n:::`,
  'a broken attribute': `:::internal{until=\n${TEXT}\n:::`,
  'two colons': `::internal\n${TEXT}\n::`,
  'one colon': `:internal\n${TEXT}\n:`,
  'a leaf directive with a label': `::internal[${TEXT}]`,
  'a text directive with a label': `说明 :internal[${TEXT}] 结束`,
  'an indent of four blanks': `    :::internal\n    ${TEXT}\n    :::`,
  'an indent of two blanks': `  :::internal\n  ${TEXT}\n  :::`,
  'a tab before': `\t:::internal\n\t${TEXT}\n\t:::`,
  'in a code fence': `\`\`\`\n:::internal\n${TEXT}\n:::\n\`\`\``,
  'a code fence that is opened before': `\`\`\`\n例子\n:::internal\n${TEXT}\n:::`,
  'in an HTML block': `<div>\n:::internal\n${TEXT}\n:::\n</div>`,
  'in an HTML comment': `<!--\n:::internal\n${TEXT}\n:::\n-->`,
  'as an HTML comment': `<!-- ${TEXT} -->`,
  'as hidden HTML': `正文<span hidden>${TEXT}</span>`,
  'in a list item': `- 条目\n\n  :::internal\n  ${TEXT}\n  :::`,
  'on the line of a list sign': `- :::internal\n  ${TEXT}\n  :::`,
  'in a quotation': `> :::internal\n> ${TEXT}\n> :::`,
  'after a quotation, not closed': `> 引用\n:::internal\n${TEXT}`,
  'in a table': `| a |\n| --- |\n| :::internal ${TEXT} ::: |`,
  'at the end of a line': `说明 :::internal\n${TEXT}\n:::`,
  'not closed': `:::internal\n${TEXT}`,
  'closed with fewer colons': `::::internal\n${TEXT}\n:::`,
  'closed with more colons': `:::internal\n${TEXT}\n::::`,
  'closed by an indented fence': `:::internal\n${TEXT}\n  :::`,
  'closed behind text': `:::internal\n${TEXT} :::`,
  'an inner fence of the same length': `:::agent\n:::internal\n步骤\n:::\n${TEXT}\n:::`,
  'a fence too many': `:::internal\n${TEXT}\n:::\n\n${TEXT}\n:::`,
  'a block that widens': ':::agent\n:::customer\n公开\n:::\n:::',
  'an unknown name': `:::secret\n${TEXT}\n:::`,
  'no name': `:::\n${TEXT}\n:::`,
  'a name in braces': `:::{.internal}\n${TEXT}\n:::`,
  'an embargo without release': `:::embargo\n${TEXT}\n:::`,
  'an embargo with a bare date': `:::embargo{release=2027-03-18}\n${TEXT}\n:::`,
  'an embargo without offset': `:::embargo{release="2027-03-18T10:00:00"}\n${TEXT}\n:::`,
  'an embargo on 30 February': `:::embargo{release="2027-02-30T10:00:00+08:00"}\n${TEXT}\n:::`,
  'an embargo in single quotes': `:::embargo{release='2027-03-18T10:00:00+08:00'}\n${TEXT}\n:::`,
  'an embargo with a second attribute': `:::embargo{release="2027-03-18T10:00:00+08:00" audience="customer"}\n${TEXT}\n:::`,
  'an embargo with a blank before the brace': `:::embargo {release="2027-03-18T10:00:00+08:00"}\n${TEXT}\n:::`,
  'the same text outside its block': `${TEXT}\n\n:::internal\n${TEXT}\n:::`,
  'a lone carriage return': `说明\r:::internal ${TEXT}\r:::`,
  'a line separator': `说明\u2028:::internal\u2028${TEXT}\u2028:::`,
  'a second front matter': `---\naudience: internal\n---\n${TEXT}`,
  'a second front matter after blank lines': `\n\n---\naudience: internal\n---\n${TEXT}`,
}

describe('a narrowed block that is not written beyond doubt', () => {
  test.each(Object.entries(FORMS))('%s: the article is not served', (_form, body) => {
    const { article, flaws } = compile(file(`\n普通的说明。\n\n${body}\n`))
    expect(article).toBeNull()
    const [first] = flaws.filter((flaw) => flaw.severity === 'error')
    expect(first).toMatchObject({ file: 'articles/delivery.md', line: expect.any(Number) })
    expect(first?.line).toBeGreaterThan(1)
  })

  test.each([
    ['the title', { title: `"关于${SECRET}的说明"` }],
    ['an ask', { asks: `["${SECRET}"]` }],
    ['a tag', { tags: `["${SECRET}"]` }],
    ['the title, in Traditional characters', { title: '"早班共十三人由宗政嶽帶隊內線七九三零五"' }],
    ['the title, spaced out', { title: `"${[...SECRET].join(' ')}"` }],
  ])('%s repeats the secret of a block', (_where, keys) => {
    const { article, flaws } = compile(file(`\n公开。\n\n:::internal\n${SECRET}\n:::\n`, keys))
    expect(article).toBeNull()
    expect(flaws.map((flaw) => flaw.rule)).toContain('overlap')
  })
})

const NAMES = [
  'internal',
  'agent',
  'embargo{release="2027-03-18T10:00:00+08:00"}',
  '内部',
  'Internal',
  'interna',
]
const COLONS = [':::', '::::', '::', '：：：', ': : :', '∶∶∶', ':\u200b::', '&#58;::']
const PREFIXES = [
  '',
  ' ',
  '    ',
  '\t',
  '- ',
  '> ',
  '1. ',
  '| ',
  '说明',
  '\ufeff',
  '```\n',
  '<p>\n',
  '* * ',
  '# ',
  '[^1]: ',
]
const GLUES = ['', ' ', '\t', '\u00a0', '\u3000', '\u200b', '\u202e']
const ENDS = ['\n', '\r\n', '\r', '\u2028', ' 说明\n', '[x]\n', '{}\n', '\n\n']
const CLOSINGS = [':::', '::::', '：：：', ' :::', '::: end', '', '> :::', '\\:::', '```\n:::']

test('however prefix, colons, name and closing are put together, the secret is not told to customers', () => {
  const pick = (from: readonly string[]) => fc.constantFrom(...from)
  fc.assert(
    fc.property(
      pick(PREFIXES),
      pick(COLONS),
      pick(GLUES),
      pick(NAMES),
      pick(ENDS),
      pick(CLOSINGS),
      fc.boolean(),
      (prefix, colons, glue, name, end, closing, isCrlf) => {
        const body = `\n说明文字。\n\n${prefix}${colons}${glue}${name}${end}${SECRET}\n${closing}\n\n结尾。\n`
        const source = file(isCrlf ? body.replaceAll('\n', '\r\n') : body)
        const { article } = compile(source)
        expect(toldToCustomers(article)).not.toContain(SECRET.slice(0, 6))
      },
    ),
    { numRuns: 3000 },
  )
})
