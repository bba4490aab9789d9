/** Longer than anything takes that is not stuck. */
const CASE_MS = 30_000

/** Runs something that may take so long; throws when it takes longer, whether or not it listens to its signal. */
export async function within<T>(
  ms: number = CASE_MS,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const tooLong = new Error(`It took longer than ${ms} ms.`)
  const controller = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    controller.abort(tooLong)
    late.reject(tooLong)
  }, ms)
  try {
    return await Promise.race([run(controller.signal), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
