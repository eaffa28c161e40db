import { CLIENT_INFO_META_KEY } from "@modelcontextprotocol/server"

/** What the log is told of a message: words of the protocol and the program's name for itself, no arguments. */
export function noteOf(body: unknown): Record<string, string> {
  const [first] = [body].flat()
  const { method, params } = Object(first)
  const { name, clientInfo, _meta } = Object(params)
  const client = Object(method === "initialize" ? clientInfo : Object(_meta)[CLIENT_INFO_META_KEY])
  const told = {
    mcp_method: method,
    ...(method === "tools/call" ? { tool_name: name } : {}),
    client_name: client.name,
    client_version: client.version,
  }
  const given = Object.entries(told).filter((pair): pair is [string, string] => typeof pair[1] === "string")
  return Object.fromEntries(given.map(([key, text]) => [key, PLAIN.test(text) ? text : "*"]))
}

const PLAIN = /^[\w][\w ./+-]{0,63}$/
