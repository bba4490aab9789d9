import postgres from 'postgres'

/** A new, empty database on the server at `url`, for one system; `drop` removes it again. */
export async function freshDatabase(url: string, name: string) {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin`drop database if exists ${admin(name)} with (force)`
  await admin`create database ${admin(name)} template template0`
  const own = new URL(url)
  own.pathname = `/${name}`
  return {
    url: own.href,
    async drop() {
      await admin`drop database if exists ${admin(name)} with (force)`
      await admin.end()
    },
  }
}
