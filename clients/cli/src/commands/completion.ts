import { Argument, type Command } from "commander"
import type { Io } from "../io.js"
import { ALL } from "./rows.js"

const SHELLS = ["bash", "zsh", "fish"] as const

/** A script for the shell that completes commands, resources and options. */
export function addCompletion(program: Command, io: Io): void {
  program
    .command("completion")
    .description("a script that completes commands in your shell")
    .addArgument(new Argument("<shell>").choices([...SHELLS]))
    .addHelpText(
      "after",
      `
  bash   rollcall completion bash > ~/.local/share/bash-completion/completions/rollcall
  zsh    rollcall completion zsh > "\${fpath[1]}/_rollcall"
  fish   rollcall completion fish > ~/.config/fish/completions/rollcall.fish`,
    )
    .action((shell: (typeof SHELLS)[number]) => io.out(SCRIPTS[shell](wordsOf(program))))
}

/** What may come next, by what stands before: `""` are the commands, `list` what `rollcall list` takes. */
type Words = ReadonlyMap<string, readonly string[]>

function wordsOf(program: Command): Words {
  const words = new Map<string, readonly string[]>()
  const visit = (command: Command, path: string) => {
    const below = command.commands.filter((one) => one.name() !== "help")
    // A group is its list when none of its commands is named.
    const whole = [command, ...below.filter((one) => one.name() === "list" && path !== "")]
    const options = whole.flatMap((one) => one.options).flatMap(({ long, hidden }) => (long && !hidden ? [long] : []))
    const names = [...below.map((one) => one.name()), ...argumentsOf(command, path), ...options]
    words.set(path, [...new Set(names)])
    for (const one of below) visit(one, `${path} ${one.name()}`.trim())
  }
  visit(program, "")
  return words
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const isUnified = ({ path }: (typeof ALL)[number]) => path.startsWith("/unified/hris/")
const isOwn = ({ kind }: (typeof ALL)[number]) => ["proxy", "custom"].includes(kind)

/** What the first argument may be. */
function argumentsOf(command: Command, path: string): readonly string[] {
  const choices = command.registeredArguments[0]?.argChoices
  if (choices) return choices
  if (["export", "describe"].includes(path)) return ALL.filter(isUnified).map(({ kind }) => snake(kind))
  if (path === "call") return ALL.map(({ kind }) => snake(kind))
  if (["proxy", "custom"].includes(path)) return ALL.filter(({ kind }) => kind === path).map(({ method }) => method)
  const isVerb = !path.includes(" ")
  return ALL.filter((one) => isVerb && one.method === camel(path) && !isOwn(one)).map(({ kind }) => snake(kind))
}

const cases = (words: Words, line: (path: string, all: string) => string): string =>
  [...words]
    .map(([path, all]) => line(path, all.join(" ")))
    .filter((one) => one !== "")
    .join("\n")

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (words: Words) => string>> = {
  bash: (words) => `# completion of rollcall for bash
_rollcall() {
  local path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] && continue
    case "\${path:+$path }$word" in
${cases(words, (path) => (path === "" ? "" : `      "${path}") path="${path}" ;;`))}
    esac
  done
  local words=""
  case "$path" in
${cases(words, (path, all) => `    "${path}") words="${all}" ;;`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _rollcall rollcall
`,
  zsh: (words) => `#compdef rollcall
# completion of rollcall for zsh
_rollcall() {
  local at="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] && continue
    case "\${at:+$at }$word" in
${cases(words, (path) => (path === "" ? "" : `      "${path}") at="${path}" ;;`))}
    esac
  done
  case "$at" in
${cases(words, (path, all) => `    "${path}") compadd -- ${all} || _files ;;`)}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _rollcall "$@"; else compdef _rollcall rollcall; fi
`,
  fish: (words) => `# completion of rollcall for fish
function __rollcall_words
  set -l at ""
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and continue
    switch (string trim "$at $word")
${cases(words, (path) => (path === "" ? "" : `      case "${path}"\n        set at "${path}"`))}
    end
  end
  switch "$at"
${cases(words, (path, all) => (all === "" ? "" : `    case "${path}"\n      string join \\n -- ${all}`))}
  end
end
complete -c rollcall -f -a "(__rollcall_words)"
complete -c rollcall -n "__fish_seen_subcommand_from backup restore; or __fish_seen_argument -l file -l position" -F
`,
}
