/** Whether an origin stands in the desk's list; `https://*.example.com` stands for names below it, at any depth. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => {
    const [head = '', tail] = one.split('*.')
    if (tail === undefined) return one === origin
    if (!origin.startsWith(head)) return false
    const rest = origin.slice(head.length)
    return rest.endsWith(`.${tail}`) && /^[a-z0-9.-]+$/u.test(rest.slice(0, -tail.length - 1))
  })
}
