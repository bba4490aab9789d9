import { describe, expect, it } from 'vitest'
import { Transcript } from '../../src/conversations/types.ts'
import { followUp } from '../../src/copilot/follow-up.ts'
import { inOfficialTerms } from '../../src/copilot/official-terms.ts'
import { readSituation } from '../../src/copilot/read-situation.ts'
import { loadDesk } from '../../src/desk/index.ts'

const { desk } = await loadDesk('knowledge')

function situation(...said: [speaker: string, text: string][]) {
  const turns = said.map(([speaker, text], index) => ({ seq: index + 1, speaker, text }))
  return readSituation(Transcript.parse({ turns }), desk)
}

describe('followUp', () => {
  it('puts the need before it in front of a question that leaves it out', () => {
    expect(
      followUp(
        situation(
          ['customer', '会员一年多少钱'],
          ['agent', '138 元。'],
          ['customer', '那季度的呢？'],
        ),
      ),
    ).toBe('会员一年多少钱\n那季度的呢？')
    expect(
      followUp(
        situation(
          ['customer', 'How much is the monthly plan?'],
          ['agent', '15 yuan.'],
          ['customer', 'and for yearly?'],
        ),
      ),
    ).toBe('How much is the monthly plan?\nand for yearly?')
  })

  it('leaves a question alone that says what it is about, or that nothing precedes', () => {
    expect(followUp(situation(['customer', '那季度的呢？']))).toBeNull()
    expect(
      followUp(
        situation(
          ['customer', '会员一年多少钱'],
          ['agent', '138 元。'],
          ['customer', '我想把绑定的手机号换成另外一个号码应该怎么操作'],
        ),
      ),
    ).toBeNull()
  })
})

describe('inOfficialTerms', () => {
  const glossary = [
    {
      term: '账号注销',
      lang: 'zh-Hans' as const,
      synonyms: ['帳號刪除'],
      abbreviations: [],
      misspellings: [],
      isProduct: false,
    },
    {
      term: 'Star membership',
      lang: 'en' as const,
      synonyms: ['VIP'],
      abbreviations: [],
      misspellings: ['star membrship'],
      isProduct: true,
    },
  ]

  it("replaces a customer's word in either script, and a misspelling", () => {
    expect(inOfficialTerms('帳號刪除要多久', glossary)).toBe('账号注销要多久')
    expect(inOfficialTerms('price of the Star Membrship', glossary)).toBe(
      'price of the star membership',
    )
  })

  it('leaves parts of other words, and what is official already', () => {
    expect(inOfficialTerms('a vipers nest', glossary)).toBeNull()
    expect(inOfficialTerms('账号注销', glossary)).toBeNull()
  })
})
