/**
 * Whoever has an embedded database open may be asked for a copy of it, by a process of the same user, on the socket of
 * its lock: one word is asked, one line is answered. The asker says nothing of where the copy goes.
 */
import { createConnection, type Socket } from "node:net"
import { join } from "node:path"
import { inReach, ownerOf } from "./directory-lock.js"

/** Where the copy of a directory is put: beside it, in the place of any older one. */
export const copyOf = (directory: string): string => `${directory}.copy`

const ASKED = "copy\n"
const DONE = "done"

/** Without `copy` everybody is let go who only wants to know whether somebody listens. */
export function answerAsker(connection: Socket, copy: (() => Promise<void>) | undefined): void {
  connection.unref().on("error", () => {})
  if (!copy) return void connection.destroy()
  connection.setEncoding("utf8").once("data", (asked) => {
    if (String(asked) !== ASKED) return void connection.destroy()
    copy().then(
      () => connection.end(DONE),
      (error: unknown) => connection.end(error instanceof Error ? error.message : String(error)),
    )
  })
}

/** Asks for the copy and waits for it. False: whoever has the directory makes none. Throws when it could not be made. */
export async function askForCopy(directory: string): Promise<boolean> {
  const { folder, socket } = ownerOf(directory)
  if (!socket) return false
  const answer = await inReach(folder, (near) => ask(join(near, socket)))
  if (answer === "") return false
  if (answer !== DONE) throw new Error(`the running server could not copy its database: ${answer}`)
  return true
}

async function ask(address: string): Promise<string> {
  const connection = createConnection(address).setEncoding("utf8")
  connection.write(ASKED)
  let answer = ""
  try {
    for await (const chunk of connection) answer += chunk
  } catch {
    // Who was asked has ended.
    return ""
  }
  return answer
}
