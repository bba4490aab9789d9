import { z } from 'zod'

/** Rows of public sets of labelled texts. */
export const Labelled = z.object({ text: z.string(), label: z.string() })

/** Rows of the adversarial set that are judged line by line. */
export const LineOf = z.object({
  text: z.string(),
  fires: z.boolean().optional(),
  label: z.string().optional(),
})
