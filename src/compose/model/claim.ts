import { z } from 'zod'

/** What a model is asked for: a sentence for the customer, the words it rests on, and where they stand. */
export const Claim = z.object({
  text: z.string().min(1).max(2_000),
  quote: z.string().min(1).max(4_000),
  chunk: z.union([z.string(), z.number()]).transform((label) => String(label).trim().toLowerCase()),
})
export type Claim = z.infer<typeof Claim>

/** The same for the provider. Without a property per request, so that it compiles it only once. */
export const CLAIMS_SCHEMA = {
  name: 'claims',
  schema: {
    type: 'object',
    properties: {
      claims: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            text: { type: 'string' },
            quote: { type: 'string' },
            chunk: { type: 'string' },
          },
          required: ['text', 'quote', 'chunk'],
          additionalProperties: false,
        },
      },
    },
    required: ['claims'],
    additionalProperties: false,
  },
}
