import { givePassages } from '../../../src/compose/model/given-passages.ts'
import type { ClaimChecks, GivenPassage } from '../../../src/compose/model/types.ts'
import { type ClaimContext, verifyClaim } from '../../../src/compose/model/verify-claim.ts'
import { claimChecks } from '../../../src/copilot/claim-checks.ts'
import { evidenceOf } from '../../../src/copilot/finish-suggestion.ts'
import { personalPlaceholders } from '../../../src/copilot/mask-turns.ts'
import { readSituation } from '../../../src/copilot/read-situation.ts'
import type { Lang } from '../../../src/text/types.ts'
import { needOf, viewOf } from '../article-fixture.ts'
import { makeDesk } from '../desk-fixture.ts'

export const NONCE = '0123456789abcdef01'

/** An article's passages before a model, and the real checks on what it makes of them. */
export function given(
  body: string,
  { lang = 'zh-Hans', speaks = lang }: { lang?: Lang; speaks?: Lang } = {},
): { passages: GivenPassage[]; checks: ClaimChecks; context: ClaimContext } {
  const view = viewOf(body, { lang })
  const desk = makeDesk()
  const turns = [{ seq: 1, speaker: 'customer' as const, text: '怎么退款', final: true, rev: 0 }]
  const situation = readSituation({ channel: 'chat', lang: speaks, turns }, desk)
  const chunks = new Set(view.chunks.map(({ id }) => id))
  const passages = givePassages([needOf(view, [])], chunks, {
    ...{ desk, lang: speaks, slots: {}, customerText: '' },
    mayShowLink: (url) => url.startsWith('https://galaxyread.example'),
  })
  const checks = claimChecks(situation, evidenceOf(situation, [view]))
  const placeholders = personalPlaceholders()
  placeholders.mask('我叫王晓明，电话 13812345678')
  const context = { passages, lang: speaks, placeholders, nonce: NONCE, checks }
  return { passages, checks, context }
}

/** What becomes of one claim: its sentences with their basis, or the reason it is cut. */
export function judge(
  { context }: Pick<ReturnType<typeof given>, 'context'>,
  claim: { text: string; quote?: string; chunk?: string },
): string {
  const verified = verifyClaim({ chunk: 'p1', quote: claim.text, ...claim }, context)
  if (!verified.isOk) return verified.reason
  return verified.sentences.map(({ basis, text }) => `${basis}: ${text}`).join(' | ')
}
