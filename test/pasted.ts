import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { theDay } from "./processes.js"

/** A block of commands on a page, and the JSON that the page shows right after it as the answer. */
export type Block = { page: string; firstLine: string; text: string; answer: unknown }

/** Every page that people read with a terminal beside it. */
export const pages = [
  "README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
  ...["sandbox", "clients"].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}/README.md`)),
]
  .filter((name) => name.endsWith(".md") && existsSync(name))
  .sort()

/** `"...": "and so on"` and `"..."` stand for what a page leaves out; it may leave out a comma with it. */
export function blocksOf(page: string): Block[] {
  const found = readFileSync(page, "utf8").matchAll(/^```(?:sh|bash|shell)\n(.*?)^```\n(?:\n```json\n(.*?)^```$)?/gms)
  return [...found].map(([, text = "", json]) => ({
    page,
    firstLine: text.split("\n")[0] ?? "",
    text,
    answer: json === undefined ? undefined : JSON.parse(json),
  }))
}

/** Each key that is shown, as a path; rows of a list are taken together. */
export function keysOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => keysOf(one, `${path}[]`)))]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value)
    .filter(([key]) => key !== "...")
    .flatMap(([key, inner]) => [`${path}.${key}`, ...keysOf(inner, `${path}.${key}`)])
}

/** What `npm start` has printed. */
export type Started = { exports: Record<string, string>; stop(): Promise<void> }

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const FREE_PORTS = { PORT: "0", FACTORIAL_SANDBOX_PORT: "0", BAMBOOHR_SANDBOX_PORT: "0" }

/** Databases begin as a copy of one that has its tables. */
const image = (): Record<string, string> => {
  const place = process.env.ROLLCALL_EMBEDDED_IMAGE
  return place === undefined ? {} : { ROLLCALL_EMBEDDED_IMAGE: place }
}

export async function startAsPrinted(): Promise<Started> {
  const dataDir = mkdtempSync(join(tmpdir(), "rollcall-"))
  const env = { PATH: process.env.PATH ?? "", ...theDay(), ...FREE_PORTS, ROLLCALL_DATA_DIR: dataDir }
  const child = spawn(process.execPath, [COMMAND, "start"], {
    env: { ...env, ...image() },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const output = await untilSaid(child, "Stop with Ctrl+C")
  return {
    exports: exportsIn(output),
    async stop() {
      child.kill("SIGTERM")
      await once(child, "exit")
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The variables of the `export` lines of an output. */
export const exportsIn = (output: string): Record<string, string> =>
  Object.fromEntries(
    [...output.matchAll(/^ {2}export (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  )

function untilSaid(child: ChildProcess, text: string): Promise<string> {
  let output = ""
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => {
        output += chunk
        if (output.includes(text)) resolve(output)
      })
    child.once("exit", () => reject(new Error(`it ended: ${output}`)))
  })
}

/** What one block came to. */
export type Outcome = { firstLine: string; isDone: boolean; output: string; problems: string }

/**
 * The blocks of one page in one shell, in order, in a directory of its own with nothing set but what was printed. The
 * shell stops at the first command that fails. `curl` is the machine's: it fails for a status of 400 and more unless the page
 * shows that status. `npx rollcall` is this build; a server goes on beside the shell once it says that it is ready, as in a
 * second terminal.
 */
export async function paste(blocks: readonly Block[], { exports }: Started): Promise<Outcome[]> {
  const directory = mkdtempSync(join(tmpdir(), "pasted-"))
  const [bin, work] = [join(directory, "bin"), join(directory, "work")]
  for (const one of [bin, work]) mkdirSync(one)
  writeCommands(bin)
  const script = blocks.map(({ text, answer }, index) => {
    const [expected, file] = [statusOf(answer) ?? "", `${directory}/${index}`]
    return `echo '${expected}' > '${bin}/expected'\n{\n${text}\n} > '${file}.out' 2> '${file}.err'\ntouch '${file}.done'`
  })
  const shell = spawn("bash", ["-euo", "pipefail", "-c", script.join("\n")], {
    cwd: work,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: work, ...image(), ...exports },
    stdio: ["ignore", "ignore", "inherit"],
  })
  await once(shell, "exit")
  const pids = join(bin, "pids")
  for (const pid of existsSync(pids) ? readFileSync(pids, "utf8").trim().split("\n") : [])
    if (pid !== "") process.kill(Number(pid))
  const read = (name: string) => (existsSync(join(directory, name)) ? readFileSync(join(directory, name), "utf8") : "")
  const outcomes = blocks.map(({ firstLine }, index) => ({
    firstLine,
    isDone: existsSync(join(directory, `${index}.done`)),
    output: read(`${index}.out`),
    problems: read(`${index}.err`),
  }))
  rmSync(directory, { recursive: true, force: true })
  return outcomes
}

/** An error that a page shows is what it expects. */
export const statusOf = (answer: unknown): number | undefined =>
  typeof answer === "object" && answer !== null && "statusCode" in answer ? Number(answer.statusCode) : undefined

function writeCommands(bin: string): void {
  const write = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const curl = `${machineCurl()} -sS`
  write("curl", `if grep -q . '${bin}/expected'; then exec ${curl} "$@"; fi\nexec ${curl} --fail-with-body "$@"`)
  write("npm", "echo 'npm is not for a test: it would install or build' >&2; exit 1")
  const beside = (name: string) => `${process.execPath} '${fileURLToPath(new URL(name, import.meta.url))}'`
  write(
    "npx",
    `case "$1 $2" in
  "rollcall start" | "rollcall serve" | "rollcall sandbox") exec ${beside("pasted-server.js")} '${bin}/pids' "$@" ;;
  "rollcall "*) shift; exec ${beside("../bin/rollcall.js")} "$@" < /dev/null ;;
esac
echo "npx $1 is not known here" >&2
exit 1`,
  )
}

const machineCurl = (): string => {
  const found = (process.env.PATH ?? "").split(":").find((folder) => existsSync(join(folder, "curl")))
  if (found === undefined) throw new Error("there is no curl on this machine")
  return join(found, "curl")
}
