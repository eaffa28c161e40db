import Fastify, { type FastifyInstance } from "fastify"
import { DirectoryRefused, lockDirectory } from "../state/directory-lock.js"
import { Journal, KEEPS_NOTHING, type Keeper } from "../state/journal.js"

/** What runs behind the server. */
type Runs = { close(): Promise<void> }

export type OpenOptions<R extends Runs> = {
  /** Of the files in the directory. */
  name: string
  /** None: nothing outlives the process. */
  dataDir?: string | undefined
  /** 0: any free port. */
  port?: number | undefined
  host?: string | undefined
  /** `keeper` holds what was kept. Throws when that is not what was asked for. */
  start(keeper: Keeper): { app: FastifyInstance; running: R }
}

/** `url` is an origin without a trailing slash. */
export type Opened<R> = { url: string; running: R; close(): Promise<void> }

/** Throws `PortTaken`, `DirectoryRefused` and what `start` throws. Nothing is left open then. */
export async function openSandbox<R extends Runs>(options: OpenOptions<R>): Promise<Opened<R>> {
  const { name, dataDir, port = 0, host = "127.0.0.1", start } = options
  const unlock = dataDir === undefined ? () => {} : await lockDirectory(dataDir, name)
  let keeper = KEEPS_NOTHING
  try {
    if (dataDir !== undefined) keeper = new Journal(dataDir, name)
    const { app, running } = start(keeper)
    const url = await listen(app, port, host)
    const close = async () => {
      await app.close()
      await running.close()
      unlock()
    }
    return { url, running, close }
  } catch (error) {
    keeper.close()
    unlock()
    throw error
  }
}

type Company = Readonly<Record<string, unknown>>

/** A company that was kept goes on; asking for another one in its place is a mistake. Throws `DirectoryRefused`. */
export function assertSame(dataDir: string | undefined, { kept, asked }: { kept: Company; asked: Company }): void {
  for (const [name, wanted] of Object.entries(asked)) {
    if (wanted === undefined || wanted === kept[name]) continue
    const there = kept[name] === undefined ? `no ${name}` : `the ${name} ${kept[name]}`
    throw new DirectoryRefused(
      `${dataDir} holds a company with ${there}: start without ${wanted}, use POST /_sandbox/reset for another company, or give another directory`,
    )
  }
}

export class PortTaken extends Error {}

async function listen(app: FastifyInstance, port: number, host: string): Promise<string> {
  try {
    return await app.listen({ port, host })
  } catch (error) {
    await app.close()
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
      throw new PortTaken(`port ${port} of ${host} is taken: another program or sandbox listens there`)
    throw error
  }
}

/** A server whose bodies arrive as buffers, whatever their type. What a call has changed is kept before it is answered. */
export function createServer(keeper: Keeper): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: 20 * 1024 * 1024,
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: true,
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
  app.addHook("onSend", async (_request, _reply, payload) => {
    keeper.flush()
    return payload
  })
  return app
}
