import { isSameTrouble, profileOf } from './same-trouble.ts'
import { isGeneralThing } from './things.ts'

/** One customer's turn that reports trouble. */
export type Report = {
  conversation: string
  seq: number
  at: Date
  traits: string[]
  persons: string[]
}

/** Reports of what seems to be one trouble. */
export type Cluster = {
  /** Oldest first. */
  reports: Report[]
  /** Different customers, by conversation and by what they named themselves with. */
  customers: number
  /** Traits that most of them share. */
  traits: string[]
  /** The trait whose usual rate it is held against. */
  anchor: string
}

/** Share of the reports that a trait has to be in to be one of their trouble. */
const COMMON = 0.4
/** A word of the customers' own is kept only where so many said it: by then it is nobody's name. */
const WORD_CUSTOMERS = 3

/** The reports that tell of the same trouble as `report`, itself included. */
export function findCluster(report: Report, others: readonly Report[]): Cluster {
  const profile = profileOf(report.traits)
  const near = others.filter(
    (other) =>
      other.conversation !== report.conversation && isSameTrouble(profile, profileOf(other.traits)),
  )
  return clusterOf([report, ...near])
}

export function clusterOf(members: readonly Report[]): Cluster {
  const reports = members.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const shares = new Map<string, Set<string>>()
  for (const { traits, conversation } of reports)
    for (const trait of traits)
      shares.set(trait, (shares.get(trait) ?? new Set<string>()).add(conversation))
  const conversations = new Set(reports.map(({ conversation }) => conversation)).size
  const common = [...shares]
    .filter(([trait, by]) => by.size >= neededFor(trait, conversations))
    .sort((a, b) => b[1].size - a[1].size || a[0].localeCompare(b[0]))
    .map(([trait]) => trait)
  return { reports, customers: countCustomers(reports), traits: common, anchor: anchorOf(common) }
}

function neededFor(trait: string, conversations: number): number {
  const most = Math.max(2, Math.ceil(conversations * COMMON))
  return trait.startsWith('word:') ? Math.max(most, WORD_CUSTOMERS) : most
}

/** The most telling trait they share: an error code, a fault of a thing, a thing, a fault. */
function anchorOf(common: readonly string[]): string {
  return (
    common.find((trait) => /^word:.*\d/.test(trait)) ??
    common.find((trait) => trait.startsWith('pair:')) ??
    common.find((trait) => trait.startsWith('thing:') && !isGeneralThing(trait.slice(6))) ??
    common.find((trait) => trait.startsWith('word:')) ??
    common.find((trait) => trait.startsWith('fault:')) ??
    'fault:error'
  )
}

/** Conversations that share a number or an address are one customer's. */
export function countCustomers(
  reports: readonly Pick<Report, 'conversation' | 'persons'>[],
): number {
  const leader = new Map<string, string>()
  const find = (id: string): string => {
    const above = leader.get(id) ?? id
    return above === id ? id : find(above)
  }
  for (const { conversation, persons } of reports)
    for (const one of [conversation, ...persons.map((person) => `person ${person}`)]) {
      if (!leader.has(one)) leader.set(one, one)
      leader.set(find(one), find(conversation))
    }
  return new Set(reports.map(({ conversation }) => find(conversation))).size
}
