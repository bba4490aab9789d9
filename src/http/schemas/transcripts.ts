import { z } from '@hono/zod-openapi'
import * as conversations from '../../conversations/types.ts'

// Made anew here: only schemas created by this `z` can be named in the OpenAPI document.

/** One contribution by one speaker, as it is sent. */
export const Turn = z.strictObject(conversations.Turn.shape).openapi('Turn')

/** A conversation as it is sent whole. */
export const Transcript = z
  .strictObject({
    ...conversations.Transcript.shape,
    turns: z.array(Turn).min(1).max(10_000),
  })
  .openapi('Transcript')
