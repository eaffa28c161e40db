import { type Compatibility, compatibility } from "./compatibility.js"
import { NOT_OFFERED } from "./not-offered.js"

const HEAD = `# Truto compatibility

Look up here what your code calls at Truto, and what becomes of it with Rollcall. How to move, step by step: [move from Truto](moving-from-truto.md).

Your code changes its base URL and its token. With the TypeScript SDK, \`baseUrl\` has to end with a slash, as in \`https://rollcall.example.com/\`:
\`customApi\`, \`mcp\`, \`refreshCredentials\`, \`schedule\` and \`test\` add none.

The first table has every call of Truto's SDKs (TypeScript 2.0.12, Python 0.1, LangChain toolset 0.1.4). Its column "here" says:

- **supported**: it works as the SDK sends it.
- **subset**: a part of it works, and the note says which. The rest is refused with a sentence. Some values are taken because they would change nothing here:
  \`force\`, \`region\`, a job's \`depends_on\` and \`default_runtime_version\`, the token's own \`environment_id\`. So are null and an empty text where a
  value has no meaning here, such as \`daemon_id\`.
- **501**: there is nothing like it here. The answer has the code \`operation.not_offered\`. It says what to do instead, as the note does.

For contributors: the page is generated from \`contract/src/truto/\`, and \`test/what-trutos-clients-send.test.ts\` sends every line of the first table.
`

const UNIFIED = `## Parameters, events and tools

- \`truto_super_query\` reads the synced copy, whatever region it names: it is \`source=synced\`.
- All 37 event types are taken by \`POST /webhook\`. \`event_types_not_sent\` in its answer names those that never come.
- \`GET /integrated-account/{id}/tools\` has the proxy's methods, which is where Truto's clients call them;
  \`type=unified\` has the unified ones and \`type=all\` both. The TypeScript SDK passes it on as its fourth argument.
- OpenAI and Gemini take 128 tools in a request. All unified tools are fewer; of the proxy's choose by \`tags\` or \`methods\`. Names
  have at most 64 letters, digits, \`_\` and \`-\`, parameters begin with a letter, and schemas are plain (type,
  properties, items, enum); the one format is \`date-time\`, others are told in the description.
- Lists that the HR system calls \`ids[]\` are \`ids\` in a tool.

## A batch

\`POST /batch-request\` runs requests one after another, those that depend on others behind them, each with the rights and
limits of the token that sent it.

- \`{{args.x}}\` is a value of \`args\`, \`{{resources.hris.employees.id}}\` (or the request's \`name\` instead of \`hris.employees\`) a field of
  the rows of a request that this one \`depends_on\`: it runs once for each different set of values. Casts are \`:int\`, \`:bool\`, \`:json\`
  and \`:str\`; \`a|b\` takes the first that is there, \`a?:x\` gives x when there is none.
- \`loop_on\` names a list, \`args.ids\` or \`{{args.ids}}\`; a placeholder of that list stands for one of its values.
- Lists are read to their end. A batch has 50 requests, 200 calls, 20,000 rows, 32 MB and 20 seconds; what goes beyond is told in \`errors\`
  with the code \`batch.limit_reached\`, and what was read until then is in \`result\`. An answer of over 16 MB is an error. With their values a
  request's \`id\` and \`query\` have 16,000 characters, and its \`body\` 1 MB.
- Each request has an id of its own, the batch's with a number behind it: \`request_id\` of what failed, and of its entry in the log.
- With \`response_format: "raw"\` a unified list has the HR system's rows, which are the \`remote_data\` of the unified ones.
- Rows of proxy requests are in the answer with \`persist: true\` only, as at Truto.
- With an \`Idempotency-Key\` each write of the batch has a key made from it. A batch that broke off can be sent again: its writes
  are not carried out twice, and its lists are read again.

## Sync jobs

A sync job names unified lists; a run of it is a run of \`POST /sync-run\`, and its rows are read with \`source=synced\`. Statuses:
\`created\` (queued), \`running\`, \`completed\`, \`failed\`; a run that waits for a deletion to be confirmed is \`failed\` until it is, and
\`error\` says so. Triggers run in UTC; one that was missed, because no worker ran, is made up for once.
`

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`
const code = (text: string | undefined): string => (text === undefined ? "" : `\`${text}\``)

const line = ({ typescript, python, langchain, method, path, support, note }: Compatibility): string =>
  row([code(typescript ?? langchain), code(python), `\`${method} ${path}\``, support, note])

/** The page as Markdown. */
export function compatibilityPage(): string {
  const all = compatibility()
  const called = new Set(all.map(({ method, path }) => `${method} ${path}`))
  const uncalled = NOT_OFFERED.flatMap(({ methods, path, instead }) =>
    methods
      .filter((method) => !called.has(`${method} ${path}`))
      .map((method) => row([`\`${method} ${path}\``, instead])),
  )
  const parts = [
    HEAD,
    row(["TypeScript, LangChain", "Python", "call", "here", "note"]),
    row(["---", "---", "---", "---", "---"]),
    ...all.map(line),
    "",
    UNIFIED,
    "## Other calls that are not offered",
    "",
    row(["call", "instead"]),
    row(["---", "---"]),
    ...uncalled,
    "",
  ]
  return parts.join("\n")
}
