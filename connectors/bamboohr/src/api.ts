import {
  type Api,
  bareRows,
  isRemote,
  type ListStyle,
  onePage,
  type RefusedAnswer,
  type RemoteQuery,
  text,
  type UpstreamHeaders,
  type Verdict,
} from "@rollcall/connector-kit"

/** Most lists are a bare array that has the whole company. */
export const lists: ListStyle = { page: onePage(), rows: bareRows }

export const api: Api = {
  version: "v1",
  hosts: { production: "https://{company_domain}.bamboohr.com" },
  // Versions differ from path to path.
  root: "/api",
  // Without it most answers are XML.
  headers: { accept: "application/json" },
  // A key is a user's name, and any text will do as its password.
  authorize: (credentials) =>
    credentials.method === "api_key"
      ? { authorization: `Basic ${Buffer.from(`${credentials.secrets.api_key ?? ""}:x`).toString("base64")}` }
      : { authorization: `Bearer ${credentials.accessToken}` },
  writeQuery,
  lists,
  // The rate is not published, and no header tells it before it is over.
  limits: { concurrency: 4 },
  classify,
  readErrorMessage,
  maxIdsPerCall: 500,
  maxQueryBytes: 3_800,
}

/** Lists are separated by commas everywhere. */
function writeQuery(query: RemoteQuery): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent([value].flat().join(","))}`)
    .join("&")
}

function classify({ status, headers, body, isRefreshed }: RefusedAnswer): Verdict {
  // Until September 2026 the rate limit was a 503 with a time to wait.
  if (status === 429 || (status === 503 && headers["retry-after"] !== undefined)) return "limit"
  // The log of a webhook has its limit in an answer of status 200.
  if (status < 400) return isRemote(body) && isRemote(body.error) && body.error.code === 429 ? "limit" : "retry"
  // Right after a renewal it is a scope that is missing.
  if (status === 401) return isRefreshed ? "skip" : "reconnect"
  if (status === 403 || status === 404) return "skip"
  // 598 is a timeout between the servers of BambooHR.
  return status === 408 || status >= 500 ? "retry" : "stop"
}

/** Classic paths say it in a header, which has a misspelt twin; newer ones in bodies of three forms. */
function readErrorMessage({ headers, body }: Pick<RefusedAnswer, "headers" | "body">): string | undefined {
  const said = headerOf(headers, "x-bamboohr-error-message") ?? headerOf(headers, "x-bamboohr-error-messsage")
  return (said === undefined ? messageIn(body) : undoubled(said.slice(0, 2_000)))?.slice(0, 500)
}

function headerOf(headers: UpstreamHeaders, name: string): string | undefined {
  const value = [headers[name]].flat()[0]?.trim()
  return value === "" ? undefined : value
}

/** The same sentence may be there twice, with a comma between. */
function undoubled(said: string): string {
  const [, once] = /^(.+?),\s*\1$/s.exec(said) ?? []
  return once ?? said
}

function messageIn(body: unknown): string | undefined {
  if (!isRemote(body)) return undefined
  const { error, errors } = body
  const nested = [error, ...(Array.isArray(errors) ? errors : [])].filter(isRemote)
  const texts = [
    ...nested.flatMap((one) => [text(one, "message"), text(one, "error")]),
    ...["detail", "message", "error_description", "title", "error"].map((key) => text(body, key)),
  ]
  return texts.find((one): one is string => typeof one === "string")
}
