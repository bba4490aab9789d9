import { type FoundLink, findLinks } from './find-links.ts'

/**
 * Whether a link leads to the desk's own pages and says so: http(s), an official domain or a subdomain of it,
 * the default port, no user part, nothing invisible or disguised, no other link in its path, query or fragment.
 */
export function isOfficialLink(link: FoundLink, text: string, officialDomains: string[]): boolean {
  const { url } = link
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  if (url.port !== '' || url.username !== '' || url.password !== '') return false
  const raw = text.slice(link.start, link.end)
  if (raw.includes('\\') || /^[^/?#]*:?\/{0,2}[^/?#]*%/.test(raw)) return false
  if (!isOfficialHost(url.hostname, officialDomains)) return false
  if (link.isDisguised && !isOfficialWhenSpelledOut(raw)) return false
  return !leadsElsewhere(url, officialDomains)
}

export function isOfficialHost(hostname: string, officialDomains: string[]): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  return officialDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}

/** An official name with spaced-out or spelled-out dots is harmless; with hidden characters it is not. */
function isOfficialWhenSpelledOut(raw: string): boolean {
  return /[点點]|\bdot\b|\s\.|[[({]\s*\./iu.test(raw) && !raw.startsWith('!')
}

function leadsElsewhere(url: URL, officialDomains: string[]): boolean {
  const rest = decode(`${url.pathname} ${url.search} ${url.hash}`)
  if (/[a-z]:\/\/|\/\/[a-z0-9-]+\.|\\/i.test(rest)) return true
  return findLinks(rest.replaceAll(/[=&?#/]/g, ' ')).some(
    (link) => link.url === null || !isOfficialHost(link.url.hostname, officialDomains),
  )
}

function decode(text: string): string {
  let decoded = text
  for (let round = 0; round < 3; round++) {
    try {
      const next = decodeURIComponent(decoded)
      if (next === decoded) return decoded
      decoded = next
    } catch {
      return decoded
    }
  }
  return decoded
}
