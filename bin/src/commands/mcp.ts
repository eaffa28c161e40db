import type { Command } from "commander"

/** `rollcall mcp`: nothing but JSON-RPC goes to standard output. */
export function addMcp(program: Command): void {
  program
    .command("mcp")
    .description(
      "for agents: MCP over standard input and output, carried to the MCP server at an address (docs/agents.md)",
    )
    .argument("[url]", "address of the MCP server, with its token (default: ROLLCALL_MCP_URL)")
    .addHelpText("after", HELP)
    .action(async (url: string | undefined) => carry(url ?? process.env.ROLLCALL_MCP_URL))
}

const HELP = `
ROLLCALL_MCP_URL is the address, where it should not stand in a list of processes: it holds a secret.
ROLLCALL_TOKEN is sent as Authorization: Bearer, where the address has no token or needs an API token besides.`

async function carry(url: string | undefined): Promise<void> {
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    process.stderr.write(
      "give the address of the MCP server: rollcall mcp https://.../mcp/<token>, or set ROLLCALL_MCP_URL\n",
    )
    process.exitCode = 2
    return
  }
  const { runBridge } = await import("@rollcall/mcp")
  await runBridge({
    url,
    token: process.env.ROLLCALL_TOKEN || undefined,
    input: process.stdin,
    print: (line) => process.stdout.write(line),
    warn: (problem) => process.stderr.write(`${problem}\n`),
  })
}
