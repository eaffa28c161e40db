import type { Rollcall } from "@rollcall/sdk"
import { type Command, Option } from "commander"
import { type Connection, connect, settingsOf, withConnection } from "../connect.js"
import { bytesOf, exportToFile, type Subject } from "../export-file.js"
import type { Io } from "../io.js"
import { unifiedResource } from "./rows.js"
import { createProgress } from "./sync.js"

type Given = Connection & { format: Subject["format"]; file?: string }

/** Of one attempt. A file goes on with the next. */
const TIMEOUT_MS = 3_600_000

/** Every row of a resource in the copy, as a file. */
export function addExport(program: Command, io: Io): void {
  withConnection(program.command("export").description("every row of a resource in the copy, as a file of one moment"))
    .argument("<resource>", "for example employees")
    .addOption(new Option("--format <format>", "of the file").choices(["ndjson", "csv", "parquet"]).default("ndjson"))
    .option("--file <path>", "where it goes (default: the output)")
    .addHelpText("after", MORE)
    .action(async (name: string, given: Given) => {
      const resource = unifiedResource(name)
      const rollcall = await connect(io, given)
      const { format } = given
      const read = (from: object) => readExport(rollcall, resource, { query: { format, ...from }, signal: io.signal })
      if (given.file === undefined) {
        for await (const chunk of bytesOf(await read({}))) io.write(chunk)
        return
      }
      const { url } = await settingsOf(io, given)
      await toFile(io, { subject: { url, account: rollcall.accountId, resource, format }, file: given.file, read })
    })
}

const MORE = `
With --file an export that breaks off goes on by itself, and when the same command is started again: as of the same moment, after
the last whole row. What is there meanwhile is FILE.part. A Parquet file begins anew, as of that moment.`

type Asked = { query: object; signal: AbortSignal }
const readExport = (rollcall: Rollcall, resource: string, { query, signal }: Asked): Promise<Response> =>
  rollcall.exports.read(resource as "employees", query, { signal, timeoutMs: TIMEOUT_MS }) // unifiedResource knows them

type Wanted = Omit<Parameters<typeof exportToFile>[0], "io" | "onBytes">

async function toFile(io: Io, wanted: Wanted): Promise<void> {
  const progress = createProgress(io)
  const onBytes = (bytes: number) => progress.show(`${bytes.toLocaleString("en")} bytes`)
  const { bytes, asOf } = await exportToFile({ ...wanted, io, onBytes }).finally(progress.end)
  io.err(`${wanted.file}: ${bytes.toLocaleString("en")} bytes, as of ${asOf ?? "now"}\n`)
}
