import { readFile } from 'node:fs/promises'
import { stdin } from 'node:process'
import { text } from 'node:stream/consumers'
import { Transcript } from '../conversations/types.ts'
import { AppError } from '../errors.ts'

/** A transcript from a JSON file, or from standard input for `-`. Throws `BAD_INPUT` with file and field. */
export async function readTranscript(file: string): Promise<Transcript> {
  const source = await readSource(file)
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (cause) {
    throw new AppError('BAD_INPUT', `not JSON: ${(cause as Error).message}`, {
      place: { file },
      hint: 'A transcript looks like {"channel":"chat","turns":[{"seq":1,"speaker":"customer","text":"…"}]}.',
      cause,
    })
  }
  const parsed = Transcript.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'transcript'}: ${issue.message}`,
  )
  throw new AppError('BAD_INPUT', `not a transcript: ${faults.join('; ')}`, { place: { file } })
}

/** The text of a file, or of standard input for `-`. */
export async function readSource(file: string): Promise<string> {
  try {
    return file === '-' ? await text(stdin) : await readFile(file, 'utf8')
  } catch (cause) {
    throw new AppError('BAD_INPUT', `cannot read '${file}': ${(cause as Error).message}`, { cause })
  }
}
