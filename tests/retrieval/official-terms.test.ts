import { describe, expect, test } from 'vitest'
import type { GlossaryTerm } from '../../src/desk/types.ts'
import { withOfficialTerms } from '../../src/retrieval/index.ts'
import type { Lang } from '../../src/text/types.ts'

const glossary = [
  term('账号注销', { synonyms: ['帐号删除', '销号'], misspellings: ['账号注消'] }),
  term('two-step verification', { abbreviations: ['2FA', 'MFA'] }),
  term('星币', { abbreviations: ['币'] }),
]

function term(name: string, more: Partial<GlossaryTerm>): GlossaryTerm {
  return {
    term: name,
    lang: 'zh-Hans',
    synonyms: [],
    abbreviations: [],
    misspellings: [],
    ...more,
  } as GlossaryTerm
}

function officialIn(text: string, lang: Lang = 'zh-Hans') {
  return withOfficialTerms({ text, context: [], lang }, glossary).official
}

describe('withOfficialTerms', () => {
  test.each([
    ['我想销号', ['账号注销']],
    ['帳號刪除要多久', ['账号注销']],
    ['账号注消怎么弄', ['账号注销']],
    ['how do I turn on mfa?', ['two-step verification']],
  ])('%s → %j', (text, official) => {
    expect(officialIn(text)).toEqual(official)
  })

  test('the term itself needs no other word for it', () => {
    expect(officialIn('账号注销和销号有什么不同')).toBeUndefined()
  })

  test('a Latin abbreviation counts only as a whole word, and one Chinese character never', () => {
    expect(officialIn('is MFAX a thing', 'en')).toBeUndefined()
    expect(officialIn('币怎么没到')).toBeUndefined()
  })
})
