import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const exec = promisify(execFile)
const SHELLS = ["bash", "zsh", "fish"] as const
type Shell = (typeof SHELLS)[number]

const isInstalled = (shell: Shell): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, shell)))

/** A shell that is not there is told and is no failure, also with REQUIRE_ALL=1: few machines have all three. */
function describeIn(shell: Shell, suite: () => void): void {
  describe.skipIf(!isInstalled(shell))(`In ${shell}`, suite)
  if (!isInstalled(shell)) process.stderr.write(`\n!!! NOT RUN: completion in ${shell}, because it is not installed\n`)
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "completion-"))
  const print = async (shell: Shell) => (await exec(process.execPath, ["bin/rollcall.js", "completion", shell])).stdout
  for (const shell of SHELLS) await writeFile(join(folder, shell === "zsh" ? "_rollcall" : shell), await print(shell))
})
afterAll(() => rm(folder, { recursive: true }))

/** Lines with the words that complete their last one. */
const LINES: readonly (readonly [line: string, words: string])[] = [
  ["rollcall li", "link list"],
  ["rollcall list employ", "employee_compensations employees employments"],
  ["rollcall list employees --lim", "--limit"],
  ["rollcall --url http://127.0.0.1:1 list gro", "groups"],
  ["rollcall webhooks l", "list listen"],
  ["rollcall webhooks --col", "--columns"],
  ["rollcall export gro", "groups"],
  ["rollcall call webh", "webhook_deliveries webhooks"],
  ["rollcall completion ", "bash fish zsh"],
  ["rollcall sandbox bam", "bamboohr"],
]
const sorted = (text: string) => text.split(/\s+/).filter(Boolean).sort().join(" ")

describeIn("bash", () => {
  it.each(LINES)("%s", async (line, words) => {
    const typed = line.split(" ")
    const array = typed.map((word) => `'${word}'`).join(" ")
    const script = `source '${join(folder, "bash")}'
      COMP_WORDS=(${array}) COMP_CWORD=${typed.length - 1}; _rollcall; echo "\${COMPREPLY[*]}"`
    expect(sorted((await exec("bash", ["--norc", "-c", script])).stdout)).toBe(words)
  })

  it("hands the words to the shell", async () => {
    const script = `source '${join(folder, "bash")}'; complete -p rollcall`
    expect((await exec("bash", ["--norc", "-c", script])).stdout).toBe("complete -o default -F _rollcall rollcall\n")
  })
})

describeIn("fish", () => {
  it.each(LINES)("%s", async (line, words) => {
    const script = `source '${join(folder, "fish")}'; complete -C '${line}'`
    const { stdout } = await exec("fish", ["--no-config", "-c", script])
    // Where nothing is typed yet it shows options after all others.
    expect(sorted(stdout).replace(/^(?:--\S+ )+(?=\w)/, "")).toBe(words)
  })

  it("offers files where one is named", async () => {
    const script = `cd '${folder}'; source fish; complete -C 'rollcall export employees --file _roll'`
    expect((await exec("fish", ["--no-config", "-c", script])).stdout.trim()).toBe("_rollcall")
  })
})

describeIn("zsh", () => {
  /** What an interactive shell makes of keys, where TAB completes; it is read by a command of the same name. */
  async function press(keys: string, load: string): Promise<string> {
    const [script, typed] = [join(folder, "drive.zsh"), join(folder, "typed")]
    await writeFile(
      script,
      `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1="rea""dy>"; autoload -Uz compinit; ${load}; rollcall() { print -r -- "$*" >| "${typed}"; print "en""ded" }'
zpty -r shell seen '*ready>*'
zpty -n -w shell $'${keys}\\n'
zpty -r shell seen '*ended*'
zpty -d shell
`,
    )
    await exec("zsh", ["-f", script], { timeout: 60_000, env: { ...process.env, HOME: folder, TERM: "xterm" } })
    return (await readFile(typed, "utf8")).trimEnd()
  }
  const fromPath = () => `fpath=("${folder}" $fpath); compinit -u -D`
  const sourced = () => `compinit -u -D; source "${folder}/_rollcall"`

  it.each([
    ["rollcall tok\\trot\\t--gr\\t", "tokens rotate --grace-seconds"],
    ["rollcall list employment\\t--lim\\t", "list employments --limit"],
    [
      "rollcall --url http://127.0.0.1:1 webho\\tlisten --forw\\t",
      "--url http://127.0.0.1:1 webhooks listen --forward-to",
    ],
    ["rollcall webhooks --col\\t", "webhooks --columns"],
    ["rollcall export gro\\t", "export groups"],
    ["rollcall completion fi\\t", "completion fish"],
    ["rollcall sandbox bam\\t", "sandbox bamboohr"],
  ])("%s", async (keys, words) => {
    expect(await press(keys, fromPath())).toBe(words)
  })

  it("works when it is sourced, and completes files where it knows no word", async () => {
    expect(await press("rollcall acc\\tcov\\t", sourced())).toBe("accounts coverage")
    expect(await press(`rollcall export employees --file ${folder}/_roll\\t`, sourced())).toMatch(/_rollcall$/)
  })
})
