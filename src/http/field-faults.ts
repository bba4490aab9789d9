import type { ZodError } from 'zod'
import type { ErrorCode } from '../errors.ts'

type Issue = ZodError['issues'][number]

export type FieldFaults = {
  code: ErrorCode
  message: string
  hint: string | undefined
  errors: { field: string; message: string }[]
}

/** At most so many faults are listed; a wrong batch would repeat one fault 300 times. */
const MAX_LISTED = 20

/** Says which fields are wrong and what is allowed there; a value that was sent is never repeated. */
export function readFieldFaults(error: ZodError): FieldFaults {
  const errors = error.issues.flatMap(readIssue).slice(0, MAX_LISTED)
  const tooLong = error.issues.find(isTooLong)
  const first = errors[0]
  return {
    code: tooLong ? 'TOO_LONG' : 'BAD_REQUEST',
    message: first
      ? `${first.field}: ${first.message}`
      : 'The request is not in the expected form.',
    hint: tooLong
      ? 'Nothing is cut off silently: send a shorter text, or several turns.'
      : 'GET /openapi.json describes each request; /docs shows it in the browser.',
    errors,
  }
}

function readIssue(issue: Issue): { field: string; message: string }[] {
  const field = formatPath(issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: formatPath([...issue.path, key]),
      message: 'Unknown field.',
    }))
  return [{ field, message: issue.message }]
}

function isTooLong(issue: Issue): boolean {
  if (issue.code !== 'too_big') return false
  return (issue.origin === 'string' && issue.path.length > 0) || issue.origin === 'array'
}

/** `turns.3.text`; a name that a client made up is shortened and cleaned of what is not printable. */
export function formatPath(path: PropertyKey[]): string {
  if (path.length === 0) return '(body)'
  return path
    .map((part) =>
      String(part)
        .replace(/[^\p{L}\p{N}_$-]/gu, '?')
        .slice(0, 40),
    )
    .join('.')
}
