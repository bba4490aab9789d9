import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PROMPT_VERSION } from '../src/compose/model/read-prompt.ts'
import { AppError } from '../src/errors.ts'
import type { ChatModel, ChatRequest, ChatUsage } from '../src/models/types.ts'

const Reply = z.object({
  model: z.string(),
  prompt: z.string(),
  text: z.string(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).nullable(),
})
type Reply = z.infer<typeof Reply>

/** A model's kept replies, what was asked of it that none was kept for, and what its replies took. */
export type RecordedModel = { chat: ChatModel; throwIfUnknown(): void; usage(): ChatUsage }

/**
 * Replays the replies kept in a folder, one file each, named by a hash of model, prompt version and request.
 * With `live` what is not known yet is asked of it and kept. Without, an unknown request counts as failed:
 * composition would hide the error by falling back, so ask `throwIfUnknown` after each answer.
 */
export function recordedModel(folder: string, name: string, live?: ChatModel): RecordedModel {
  const faults: AppError[] = []
  const used = { inputTokens: 0, outputTokens: 0 }
  return {
    usage: () => ({ ...used }),
    chat: {
      id: live?.id ?? `${name}@recorded`,
      async *stream(request, options) {
        const key = keyOf(name, request)
        const known = await readReply(folder, key).catch((error) => {
          throw fail(error)
        })
        if (known !== null) {
          add(used, known.usage)
          yield known.text
          return known.usage
        }
        if (live === undefined) {
          throw fail(unknownRequest(key, folder, name))
        }
        const { text, usage } = await readAll(live, request, options)
        add(used, usage)
        await keepReply(folder, key, { model: name, prompt: PROMPT_VERSION, text, usage })
        yield text
        return usage
      },
    },
    throwIfUnknown() {
      if (faults[0] !== undefined) throw faults[0]
    },
  }

  function fail(fault: AppError): AppError {
    faults.push(fault)
    return fault
  }
}

/** A model that is asked each time; nothing of it is kept but what it took. */
export function countedModel(live: ChatModel): RecordedModel {
  const used = { inputTokens: 0, outputTokens: 0 }
  return {
    usage: () => ({ ...used }),
    throwIfUnknown: () => {},
    chat: {
      id: live.id,
      async *stream(request, options) {
        const { text, usage } = await readAll(live, request, options)
        add(used, usage)
        yield text
        return usage
      },
    },
  }
}

function add(used: ChatUsage, more: ChatUsage | null): void {
  used.inputTokens += more?.inputTokens ?? 0
  used.outputTokens += more?.outputTokens ?? 0
}

/** The marks around the data are made of chance in each request: they tell no two requests apart. */
function keyOf(name: string, request: ChatRequest): string {
  const whole = JSON.stringify([name, PROMPT_VERSION, request])
  const nonce = /\[([0-9a-f]{18}) /.exec(whole)?.[1]
  const plain = nonce === undefined ? whole : whole.replaceAll(nonce, 'nonce')
  return createHash('sha256').update(plain).digest('hex').slice(0, 24)
}

async function readReply(folder: string, key: string): Promise<Reply | null> {
  const file = join(folder, `${key}.json`)
  const source = await readFile(file, 'utf8').catch(() => null)
  if (source === null) return null
  try {
    return Reply.parse(JSON.parse(source))
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'This is no kept reply of a model.', {
      ...{ place: { file, line: 1 }, cause },
      hint: 'Delete the file and record it anew with --record.',
    })
  }
}

async function keepReply(folder: string, key: string, reply: Reply): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${key}.json`), `${JSON.stringify(reply, null, 2)}\n`)
}

async function readAll(
  model: ChatModel,
  request: ChatRequest,
  options: { signal?: AbortSignal } | undefined,
): Promise<{ text: string; usage: ChatUsage | null }> {
  const stream = model.stream(request, options)
  let text = ''
  for (;;) {
    const { done, value } = await stream.next()
    if (done) return { text, usage: value }
    text += value
  }
}

function unknownRequest(key: string, folder: string, name: string): AppError {
  return new AppError(
    'BAD_INPUT',
    `No reply of model '${name}' is kept for request ${key} in ${folder}.`,
    {
      hint: `Record it: set SIDECUE_CHAT_URL and SIDECUE_CHAT_MODEL=${name} and run the same command with --record.`,
    },
  )
}
