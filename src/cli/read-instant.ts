import { z } from 'zod'
import { AppError } from '../errors.ts'

const Instant = z.iso.datetime({ offset: true })

/** An instant with its offset, given as an option. Throws `BAD_INPUT`: without one it would depend on where the program runs. */
export function readInstant(option: string, value: string): Date {
  if (Instant.safeParse(value).success) return new Date(value)
  throw new AppError('BAD_INPUT', `${option}: found '${value}'`, {
    hint: 'Write an instant with its offset, as in 2026-12-01T10:00:00+08:00.',
  })
}
