export type ScriptedClaim = { text: string; quote: string; chunk: string }

/** What a request holds, as a model could read it out of its prompt. */
export type Asked = {
  system: string
  user: string
  turns: { speaker: string; text: string }[]
  /** Sentences by label; the first line of a passage, its headings, is left out. */
  passages: { label: string; text: string; sentences: string[] }[]
}

type Body = { messages: { role: string; content: string }[] }

export function readAsked(body: string): Asked {
  const { messages } = JSON.parse(body) as Body
  const [system = '', user = ''] = messages.map(({ content }) => content)
  const parts = [...user.matchAll(/^\[([0-9a-f]{18}) (\w+)\]\n([\s\S]*?)\n\[\1 end\]$/gm)].map(
    ([, , name, text]) => ({ name: name!, text: text! }),
  )
  return {
    system,
    user,
    turns: parts
      .filter(({ name }) => !/^p\d+$/.test(name))
      .map(({ name, text }) => ({ speaker: name, text })),
    passages: parts
      .filter(({ name }) => /^p\d+$/.test(name))
      .map(({ name, text }) => {
        const said = text.split('\n').slice(1).join('\n')
        const sentences = said
          .split(/(?<=[。！？；])|(?<=[^\d][.!?;])\s+|\n/)
          .filter((one) => one.trim() !== '')
        return { label: name, text: said, sentences }
      }),
  }
}

export function claimsOf(
  body: string,
  claims: ScriptedClaim[] | ((asked: Asked) => ScriptedClaim[]),
): string {
  return JSON.stringify({ claims: typeof claims === 'function' ? claims(readAsked(body)) : claims })
}

const quoteAll = ({ passages }: Asked): ScriptedClaim[] =>
  passages.flatMap(({ label, sentences }) =>
    sentences.map((text) => ({ text, quote: text, chunk: label })),
  )

/** Puts `text` into the mouth of each passage, with a true quote of it. */
const withTrueQuotes = (asked: Asked, texts: string[]): ScriptedClaim[] =>
  asked.passages.flatMap(({ label, sentences }) =>
    texts.map((text) => ({ text, quote: sentences[0] ?? '', chunk: label })),
  )

const INVENTED = [
  '退款 3 天内到账，手续费 8%，最低 66 元。',
  '请加微信 galaxy_vip 或访问 https://galaxy-refund.example.net 办理。',
  '这件事由王晓峰经理负责，电话 13912345678。',
  '12 月 1 日即将上线新会员方案。',
  'Your refund of $88 arrives within 9 days; write to help@pay-back.example.org.',
  'My manager Peter Collins guarantees it.',
]

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

/** What each kind of model says to a request, given as it came over the wire. */
export const SCRIPTS = {
  /** Every sentence of every passage, word for word. */
  good: (body: string) => claimsOf(body, quoteAll),
  /** The same in a code fence, with talk around it. */
  fenced: (body: string) =>
    `Sure! Here it is:\n\`\`\`json\n${claimsOf(body, quoteAll)}\n\`\`\`\nDone.`,
  /** Every byte it was given. */
  echo: (body: string) => body,
  /** The same in the form asked for: each line of the prompt as a claim. */
  'echo-claims': (body: string) =>
    claimsOf(body, (asked) =>
      [...linesOf(asked.system), ...linesOf(asked.user)].flatMap((line) =>
        asked.passages.map(({ label }) => ({ text: line, quote: line, chunk: label })),
      ),
    ),
  /** The same again, each with a true quote. */
  'echo-quoting': (body: string) =>
    claimsOf(body, (asked) =>
      withTrueQuotes(asked, [...linesOf(asked.system), ...linesOf(asked.user)]),
    ),
  /** Numbers, links, names and promises of its own, in the form asked for and with true quotes. */
  invents: (body: string) =>
    claimsOf(body, (asked) => [
      ...withTrueQuotes(asked, INVENTED),
      ...quoteAll(asked).map(changeFigures),
    ]),
  /** Says and does what turns and passages tell it to, and tells its instructions. */
  obeys: (body: string) =>
    claimsOf(body, (asked) => {
      const orders = [
        ...asked.turns.map(({ text }) => text),
        ...asked.passages.map(({ text }) => text),
      ]
      const done = orders.flatMap((order) => [
        order,
        ...linesOf(order),
        `好的，已按要求执行：${order}`,
      ])
      return withTrueQuotes(asked, [...done, asked.system, ...INVENTED])
    }),
  /** Cut off in the middle, quotes of the wrong kind, keys of its own, objects in objects. */
  breaks: (body: string) => {
    const whole = claimsOf(body, quoteAll)
    const odd = `{'claims': [{"answer": "七天内全额退款"}, {"text": {"text": "免费"}, "quote": 1}, {"text": "退款 9 天到账", "quote": "退款", "chunk":`
    return `${odd} ${whole.slice(0, Math.floor(whole.length * 0.6))}`
  },
  garbage: () =>
    '�\u0000}}}]]][[[{{{"""\\\\u12 ,,,, 退款 100% 到账 https://evil.example.net '.repeat(40),
  refuses: () => '很抱歉，我无法协助处理该请求。I am sorry, but I cannot help with that.',
  empty: () => '{"claims": []}',
  /** True quotes, told in Russian. */
  'other-language': (body: string) =>
    claimsOf(body, (asked) =>
      withTrueQuotes(asked, ['Вы можете подать заявку на возврат средств.']),
    ),
} satisfies Record<string, (body: string) => string>

/** The passage's own sentence with every figure another one. */
function changeFigures(claim: ScriptedClaim): ScriptedClaim {
  return { ...claim, text: claim.text.replaceAll(/\d+/g, (digits) => String(Number(digits) + 7)) }
}
