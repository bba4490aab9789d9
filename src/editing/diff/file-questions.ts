import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { CHANNELS, Turn } from '../../conversations/types.ts'
import { AppError } from '../../errors.ts'
import { LANGS } from '../../text/types.ts'
import { askedAlone, type FoundQuestion } from './known-questions.ts'

/** A row of `--questions`: one question, or a conversation up to its last customer turn. Other keys are left alone. */
const Row = z
  .object({
    text: z.string().trim().min(1).optional(),
    lang: z.enum(LANGS).optional(),
    channel: z.enum(CHANNELS).default('chat'),
    turns: z
      .array(z.object({ speaker: Turn.shape.speaker, text: Turn.shape.text }))
      .min(1)
      .optional(),
  })
  .refine(({ text, turns }) => text !== undefined || turns !== undefined, 'text or turns is needed')

/** Reads a file of questions, one JSON object per line; the cases of `sidecue eval questions` are such a file. Throws `BAD_INPUT` with the line. */
export async function fileQuestions(path: string): Promise<FoundQuestion[]> {
  const source = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new AppError('BAD_INPUT', `--questions: cannot read '${path}': ${cause.message}`, {
      hint: 'Name a file with one JSON object per line, such as {"text":"怎么退款","lang":"zh-Hans"}.',
      cause,
    })
  })
  return source
    .replace(/^\ufeff/u, '')
    .split(/\r?\n/u)
    .flatMap((line, i) => (line.trim() === '' ? [] : [readRow(line, path, i + 1)]))
}

function readRow(line: string, path: string, number: number): FoundQuestion {
  const place = { file: path, line: number }
  const row = Row.safeParse(parse(line, place))
  if (!row.success) throw new AppError('BAD_INPUT', z.prettifyError(row.error), { place })
  const { text, lang, channel, turns = [] } = row.data
  const source = { kind: 'file', path, line: number } as const
  if (text !== undefined) return askedAlone(text, lang, source)
  const last = turns.findLastIndex(({ speaker }) => speaker === 'customer')
  if (last < 0) throw new AppError('BAD_INPUT', 'No turn of a customer.', { place })
  const said = turns
    .slice(0, last + 1)
    .map((turn, at) => ({ ...turn, seq: at + 1, final: true, rev: 0 }))
  return { transcript: { channel, ...(lang ? { lang } : {}), turns: said }, source }
}

function parse(line: string, place: { file: string; line: number }): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new AppError('BAD_INPUT', `This line is not JSON: ${(cause as Error).message}`, {
      place,
      hint: 'Each line is one object, such as {"text":"怎么退款","lang":"zh-Hans"}.',
      cause,
    })
  }
}
