import { type Ask, request, withoutIds } from './measure-refusals.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

const post = (url: string, body: unknown) =>
  request(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })

/** One question, one answer. */
export function askForSuggestion(url: string): Ask {
  return (text) =>
    post(`${url}/v1/suggest`, { id: 'c-1', turns: [{ seq: 1, speaker: 'customer', text }] })
}

/** An article by its id. */
export function askForArticle(url: string): Ask {
  return (id) => request(`${url}/v1/articles/${id}`)
}

/** A turn in a conversation of its own: what its stream of events says, and when. `refusals`: the set phrases for it. */
export function askInConversation(url: string, refusals: readonly string[]): Ask {
  // Which of the set phrases is taken depends on the conversation's id, which is random.
  const alike = (told: string) =>
    refusals.reduce((text, phrase) => text.replaceAll(JSON.stringify(phrase), '"…"'), told)
  return async (text) => {
    const opened = await post(`${url}/v1/conversations`, { channel: 'chat' })
    const address = `${url}/v1/conversations/${(JSON.parse(opened.body) as { id: string }).id}`
    const started = performance.now()
    const sent = await post(`${address}/turns`, { seq: 1, speaker: 'customer', text })
    const event = await firstSuggestion(`${address}/events`)
    const eventMs = performance.now() - started
    const read = await request(address)
    const told = [withoutText(sent.told, text), event, withoutText(read.told, text)]
    return {
      told: alike(withoutIds(told.join('\n'))),
      figures: {
        eventMs,
        sentMs: sent.figures.bodyMs!,
        toldMs: Number(/"ms":([\d.]+)/.exec(event)?.[1] ?? 0),
        bytes: alike(withoutIds(event)).length,
      },
    }
  }
}

/** What was asked is not what is told. */
function withoutText(told: string, text: string): string {
  return told.replaceAll(JSON.stringify(text), '""')
}

async function firstSuggestion(url: string): Promise<string> {
  const leave = new AbortController()
  const response = await fetch(url, { signal: leave.signal })
  let seen = ''
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    seen += text
    const event = /^event: suggestion-[a-z]+\ndata: .*\n/m.exec(seen)
    if (!event) continue
    leave.abort()
    return withoutIds(event[0])
  }
  throw new Error('The stream ended without a suggestion.')
}
