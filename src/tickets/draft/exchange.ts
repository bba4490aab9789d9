import type { RequiredField } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { AskedFields } from './asked-fields.ts'
import type { SaidTurn } from './said-turns.ts'

/** A turn with what it stands in answer to. */
export type ExchangedTurn = SaidTurn & {
  /** Fields the agent asked for before it and that were not overtaken by another question, and how surely. */
  asked: ReadonlyMap<string, number>
  /** The agent's turn just before it, where the customer speaks. */
  before: SaidTurn | null
  /** The customer says yes to what the agent just said. */
  isYes: boolean
  isNo: boolean
}

/** A question stays open over so many turns of the agent that ask for nothing. */
const STAYS_OPEN = 2

const YES =
  /^(?:[嗯啊哦呃]+[，,。\s]*)?(?:对|是|没错|正确|可以|就是|嗯|好的?|yes|yeah|yep|correct|right|that's (?:right|it|correct|the one)|it is|exactly|sure|ok)(?![\p{Script=Han}&&[不没]])/v
const NO = /^(?:[嗯啊哦呃]+[，,。\s]*)?(?:不对|不是|错了|没有|不|no\b|nope|wrong|not quite)/u

/** Reads who asked for what: each turn of the customer with the questions that are open before it. */
export function readExchange(
  turns: readonly SaidTurn[],
  fields: readonly RequiredField[],
): ExchangedTurn[] {
  const reader = new AskedFields(fields)
  let open = new Map<string, number>()
  let age = 0
  let before: SaidTurn | null = null
  return turns.map((turn) => {
    if (turn.speaker === 'agent') {
      const asked = reader.find(turn.text)
      if (asked.length > 0) {
        open = new Map(asked.map(({ field, strength }) => [field, strength]))
        age = 0
      } else if (++age > STAYS_OPEN) open = new Map()
      before = turn
      return { ...turn, asked: new Map<string, number>(), before: null, isYes: false, isNo: false }
    }
    const folded = foldText(turn.text).trim()
    const isNo = NO.test(folded)
    const exchanged = { ...turn, asked: open, before, isYes: !isNo && YES.test(folded), isNo }
    return exchanged
  })
}
