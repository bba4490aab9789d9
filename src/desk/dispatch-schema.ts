import { z } from 'zod'
import { Id, uniqueIds } from './schema-parts.ts'
import type { DispatchRules } from './types.ts'

const EndpointUrl = z.url({ protocol: /^https?$/ }).superRefine((address, context) => {
  const message = URL.canParse(address) ? faultOf(new URL(address)) : null
  if (message !== null) context.addIssue({ code: 'custom', message })
})

function faultOf(url: URL): string | null {
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(url.hostname)
  if (url.protocol !== 'https:' && !isLocal) return 'expected https://…'
  if (url.username !== '' || url.password !== '')
    return 'expected no user or password in the address; requests are signed instead'
  return url.hash === '' ? null : 'expected no # part'
}

/** `dispatch` in `desk.yml`: where approved tickets go. A secret is named here, never written. */
export const Dispatch = z
  .strictObject({
    endpoints: z
      .array(
        z.strictObject({
          id: Id,
          url: EndpointUrl,
          secret_env: z
            .string()
            .regex(
              /^SIDECUE_HOOK_[A-Z0-9_]+$/,
              'expected the name of an environment variable that begins with SIDECUE_HOOK_',
            ),
          departments: z.array(Id).min(1).optional(),
        }),
      )
      .superRefine(uniqueIds)
      .superRefine(oneForEach)
      .default([]),
    remind_hours: z.number().positive().max(720).default(2),
    visit_hours: z.number().positive().max(720).default(24),
    promise_hours: z.number().positive().max(720).default(24),
    promise_remind_minutes: z.number().positive().max(1_440).default(15),
  })
  .transform(
    (rules): DispatchRules => ({
      endpoints: rules.endpoints.map(({ secret_env, departments, ...endpoint }) => ({
        ...endpoint,
        secretEnv: secret_env,
        departments: departments ?? null,
      })),
      remindHours: rules.remind_hours,
      visitHours: rules.visit_hours,
      promiseHours: rules.promise_hours,
      promiseRemindMinutes: rules.promise_remind_minutes,
    }),
  )

/** A ticket goes to one place: no department twice, and one endpoint at most for all the others. */
function oneForEach(
  endpoints: { departments?: string[] | undefined }[],
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>()
  for (const [index, { departments = ['(all others)'] }] of endpoints.entries())
    for (const department of departments) {
      if (seen.has(department))
        context.addIssue({
          code: 'custom',
          path: [index, 'departments'],
          message: `'${department}' has an endpoint already; a ticket goes to one`,
        })
      seen.add(department)
    }
}
