/** When many reports are more than a bad day. */
export type IncidentSettings = {
  /** Reports count together that come within so many minutes. */
  windowMinutes: number
  /** Different customers within the window from which on it may be an incident. */
  customers: number
  /** So many times as many as usual at this hour. */
  timesUsual: number
  /** Without a report for so long it is over. */
  quietMinutes: number
}

/** Chance at which a usual day brings so many. */
const RARE = 1e-4
/** What is assumed before anything is known: so many customers in one window, as sure as one window's count. */
const PRIOR = 0.3

/** What has been counted: customers with the trait in so many hours. */
export type Counted = { customers: number; hours: number }

/** Customers with the trouble that a window usually has; `busier` is how much more is going on than usual. */
export function usualPerWindow(
  { customers, hours }: Counted,
  windowMinutes: number,
  busier = 1,
): number {
  const windows = (hours * 60) / windowMinutes
  return ((customers + PRIOR) / (windows + 1)) * Math.max(1, busier)
}

/** Whether so many customers in one window are an incident. */
export function isBurst(customers: number, usual: number, settings: IncidentSettings): boolean {
  return (
    customers >= settings.customers &&
    customers >= settings.timesUsual * usual &&
    chanceOfAtLeast(customers, usual) < RARE
  )
}

/** Poisson: the chance of `count` or more where `mean` is usual. */
export function chanceOfAtLeast(count: number, mean: number): number {
  let term = Math.exp(-mean)
  let below = 0
  for (let k = 0; k < count; k++) {
    below += term
    term *= mean / (k + 1)
  }
  return Math.max(0, 1 - below)
}
