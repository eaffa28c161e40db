import { lstat, readdir, statfs } from "node:fs/promises"
import { join } from "node:path"

/** What a server needs to go on while the copy is there. */
const LEFT_BYTES = 64 * 1024 * 1024

/** Throws when a copy beside the directory would fill the disk, which a running server writes to. `free` is for tests. */
export async function assertRoom(
  directory: string,
  free: (directory: string) => Promise<number> = freeAt,
): Promise<void> {
  const needed = (await sizeOf(directory)) + LEFT_BYTES
  if ((await free(directory)) >= needed) return
  const megabytes = Math.ceil(needed / 1e6)
  throw new Error(
    `a copy of ${directory} needs ${megabytes} MB on its disk for a moment, which are not free: stop the server and back up then`,
  )
}

async function freeAt(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

/** Files of a running database come and go. */
async function sizeOf(place: string): Promise<number> {
  const found = await lstat(place).catch(() => undefined)
  if (!found?.isDirectory()) return found?.size ?? 0
  const names = await readdir(place).catch(() => [])
  const sizes = await Promise.all(names.map((name) => sizeOf(join(place, name))))
  return sizes.reduce((sum, size) => sum + size, 0)
}
