import { z } from '@hono/zod-openapi'
import { CHANNELS } from '../../conversations/types.ts'
import { LANGS } from '../../text/types.ts'

export const NewEmbedding = z
  .strictObject({
    host: z
      .string()
      .regex(/^https?:\/\/[a-z0-9.:[\]-]{1,250}$/u, 'expected an origin: https://desk.example.com')
      .openapi({ description: 'Origin of the page around the frame.' }),
    ref: z.string().trim().min(1).max(200).openapi({
      description: "The page's own reference for the conversation: the number of its ticket.",
    }),
    channel: z.enum(CHANNELS).default('chat'),
    lang: z.enum(LANGS).optional(),
  })
  .openapi('NewEmbedding')

export const Embedding = z
  .object({
    conversation: z.string().openapi({ description: 'Id of the conversation.' }),
    isNew: z.boolean(),
  })
  .openapi('Embedding')
