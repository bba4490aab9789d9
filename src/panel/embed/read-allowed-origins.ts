/** The list as the server wrote it into the page, and the server itself. */
export function readAllowedOrigins(page: Document): string[] {
  const listed = page.querySelector<HTMLMetaElement>('meta[name="sidecue-hosts"]')?.content ?? ''
  return [new URL(page.baseURI).origin, ...listed.split(' ').filter((one) => one !== '')]
}
