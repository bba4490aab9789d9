import type { z } from '@hono/zod-openapi'
import { Problem } from '../schemas/service.ts'

/** A JSON answer for an OpenAPI route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { content: { 'application/json': { schema } }, description }
}

/** A JSON request body. */
export function jsonBody<T extends z.ZodType>(schema: T, required = true) {
  return { content: { 'application/json': { schema } }, required }
}

const PROBLEM = { 'application/problem+json': { schema: Problem } }

const DESCRIPTIONS = {
  400: 'The request is malformed; `errors` names the fields.',
  401: 'No valid key.',
  403: 'Not for this role, or from a foreign page or host name.',
  404: 'Unknown, or not for this caller: the two cannot be told apart.',
  409: 'In conflict with what is stored.',
  413: 'A text or the body is too long.',
  422: 'More turns than a conversation holds.',
  426: 'Asked for without an upgrade to WebSocket.',
  503: 'Try again in a moment.',
} as const

/** The problems a route may answer with, for its OpenAPI description. */
export function problems<S extends keyof typeof DESCRIPTIONS>(...statuses: S[]) {
  return Object.fromEntries(
    [...statuses, 400, 401, 403, 503].map((status) => [
      status,
      { content: PROBLEM, description: DESCRIPTIONS[status as S] },
    ]),
  ) as unknown as Record<never, never>
}
