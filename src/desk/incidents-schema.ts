import { z } from 'zod'
import { Id, LocalizedList } from './schema-parts.ts'
import type { IncidentSettings } from './types.ts'

/** `incidents` of `desk.yml`: when reports of the same trouble by several customers are a mass incident. */
export const IncidentsFile = z
  .strictObject({
    window_minutes: z.number().min(1).max(240).default(20),
    customers: z.int().min(3, 'fewer than 3 are no mass incident').max(10_000).default(5),
    times_usual: z.number().min(1).max(100).default(4),
    quiet_minutes: z.number().min(1).max(1_440).default(60),
    things: z.array(z.strictObject({ name: Id, words: LocalizedList })).default([]),
  })
  .refine((incidents) => incidents.quiet_minutes >= incidents.window_minutes, {
    path: ['quiet_minutes'],
    message: 'must not be shorter than window_minutes',
  })
  .transform(
    (incidents): IncidentSettings => ({
      windowMinutes: incidents.window_minutes,
      customers: incidents.customers,
      timesUsual: incidents.times_usual,
      quietMinutes: incidents.quiet_minutes,
      things: incidents.things.map(({ name, words }) => ({
        name,
        words: Object.values(words).flat(),
      })),
    }),
  )
