/**
 * The commands that talk to a server, over the public API alone. Each is a file in `commands/`. They write to an `Io`, never to
 * the process, so that tests read what a person would. It knows no server and no database.
 */
import type { Command } from "commander"
import { addAccounts, addLink } from "./commands/accounts.js"
import { addChanges } from "./commands/changes.js"
import { addCompletion } from "./commands/completion.js"
import { addDescribe } from "./commands/describe.js"
import { addExport } from "./commands/export.js"
import { addLogin, addProfile } from "./commands/login.js"
import { addLogs } from "./commands/logs.js"
import { addProxy } from "./commands/proxy.js"
import { addRowCommands } from "./commands/rows.js"
import { addSync } from "./commands/sync.js"
import { addTokens } from "./commands/tokens.js"
import { addWebhooks } from "./commands/webhooks.js"
import type { Io } from "./io.js"

export function addClientCommands(program: Command, io: Io): void {
  program.commandsGroup("Connect:")
  addLogin(program, io)
  addProfile(program, io)
  addAccounts(program, io)
  addLink(program, io)
  program.commandsGroup("Rows:")
  addRowCommands(program, io)
  addDescribe(program, io)
  addProxy(program, io)
  addExport(program, io)
  program.commandsGroup("Follow:")
  addSync(program, io)
  addChanges(program, io)
  addWebhooks(program, io)
  addLogs(program, io)
  program.commandsGroup("Settings:")
  addTokens(program, io)
  addCompletion(program, io)
}

export { addDoctor, type Finding } from "./commands/doctor.js"
export { EXIT_CODES, explain } from "./exit-codes.js"
export { CommandFailure, type Io } from "./io.js"
export { createIo } from "./terminal.js"
