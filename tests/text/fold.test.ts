import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldText } from '../../src/text/fold.ts'

describe('fold', () => {
  it('folds width, case and script to one form', () => {
    expect(foldText('ＶＩＰ會員')).toBe('vip会员')
    expect(foldText('退款後多久到賬？')).toBe('退款后多久到账?')
    expect(foldText('看著妳')).toBe(foldText('看着你'))
    expect(foldText('①５００元')).toBe('1500元')
    expect(foldText('Cafe\u0301')).toBe(foldText('CAFÉ'))
  })

  it('drops what is drawn as nothing', () => {
    expect(foldText('re\u200bfu\u202end\u{e0061}')).toBe('refund')
    expect(foldText('❤\ufe0f')).toBe('❤')
    expect(foldText('\ufeff\u00ad')).toBe('')
  })

  it('keeps the way back to the original', () => {
    const text = '請問\u200bＶＩＰ會員㎏怎麼退？'
    const folded = fold(text)
    const at = folded.text.indexOf('会员')
    expect(text.slice(folded.offsetAt(at), folded.offsetAt(at + 2))).toBe('會員')
    const unit = folded.text.indexOf('kg')
    expect(text.slice(folded.offsetAt(unit), folded.offsetAt(unit + 2))).toBe('㎏')
    expect(folded.offsetAt(folded.text.length)).toBe(text.length)
  })

  it('folding twice is folding once, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = foldText(text)
        expect(foldText(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('offsets never fall and stay inside the original, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = fold(text)
        let before = 0
        for (let i = 0; i <= folded.text.length; i++) {
          const offset = folded.offsetAt(i)
          expect(offset).toBeGreaterThanOrEqual(before)
          expect(offset).toBeLessThanOrEqual(text.length)
          before = offset
        }
      }),
    )
  })

  it('each folded character comes from what stands at its offset', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'Ａ會é㎏退-9\u200bﬁ한', '\u{1f600}')),
        (characters) => {
          const text = characters.join('')
          const folded = fold(text)
          for (let i = 0; i < folded.text.length; i++) {
            const rest = foldText(text.slice(folded.offsetAt(i)))
            expect(rest).toContain(folded.text.slice(i))
          }
        },
      ),
    )
  })

  it('lone surrogates pass through without an error', () => {
    expect(foldText('a\ud800b')).toBe('a\ud800b')
  })
})
