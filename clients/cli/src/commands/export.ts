import { createWriteStream } from "node:fs"
import { rename } from "node:fs/promises"
import { pipeline } from "node:stream/promises"
import { type Command, Option } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import type { Io } from "../io.js"
import { createProgress } from "./sync.js"

type Given = Connection & { format: "ndjson" | "csv" | "parquet"; file?: string }

/** Every row of a resource in the copy, as a file. */
export function addExport(program: Command, io: Io): void {
  withConnection(program.command("export").description("every row of a resource in the copy, as a file of one moment"))
    .argument("<resource>", "for example employees")
    .addOption(new Option("--format <format>", "of the file").choices(["ndjson", "csv", "parquet"]).default("ndjson"))
    .option("--file <path>", "where it goes (default: the output)")
    .action(async (resource: string, { format, file, ...given }: Given) => {
      const rollcall = await connect(io, given)
      const call = { signal: io.signal, timeoutMs: 3_600_000 }
      const answer = await rollcall.exports.read(resource, { format }, call)
      const progress = createProgress(io)
      let bytes = 0
      const counted = async function* () {
        for await (const chunk of answer.body ?? []) {
          bytes += chunk.length
          if (file !== undefined) progress.show(`${bytes.toLocaleString("en")} bytes`)
          yield chunk
        }
      }
      if (file === undefined) {
        for await (const chunk of counted()) io.write(chunk)
        return
      }
      // Whoever finds the file finds all of it.
      await pipeline(counted, createWriteStream(`${file}.part`))
      await rename(`${file}.part`, file)
      progress.end()
      io.err(
        `${file}: ${bytes.toLocaleString("en")} bytes, as of ${answer.headers.get("rollcall-data-as-of") ?? "now"}\n`,
      )
    })
}
