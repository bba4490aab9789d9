/** A turn to be sent, and when. */
export type DueTurn = {
  /** Milliseconds after the start. */
  atMs: number
  /** Index of the conversation. */
  conversation: number
  seq: number
  speaker: 'customer' | 'agent'
  text: string
}

export type LoadShape = {
  conversations: number
  turnsPerSecond: number
  seconds: number
  /** Every so many-th turn of a conversation is the agent's; 0: the customer alone talks. */
  agentEvery: number
}

const AGENT_SAYS = [
  '好的，我帮您看一下，请稍等。',
  '好的，我幫您看一下，請稍候。',
  'Let me check this for you, one moment please.',
]

/**
 * The turns of a run in the order they are due. They come evenly, each conversation in its turn, as of many people who know nothing of
 * each other: the times do not depend on how fast the server answers.
 */
export function* planLoad(shape: LoadShape, questions: readonly string[]): Generator<DueTurn> {
  const total = Math.round(shape.turnsPerSecond * shape.seconds)
  for (let n = 0; n < total; n++) {
    const seq = Math.floor(n / shape.conversations) + 1
    const isAgent = shape.agentEvery > 0 && seq % shape.agentEvery === 0
    const conversation = n % shape.conversations
    // A question that is asked again in the same conversation is not answered again.
    const question = questions[(conversation * 37 + seq * 101) % questions.length]
    yield {
      atMs: (n * 1_000) / shape.turnsPerSecond,
      conversation,
      seq,
      speaker: isAgent ? 'agent' : 'customer',
      text: (isAgent ? AGENT_SAYS[n % AGENT_SAYS.length] : question) as string,
    }
  }
}
