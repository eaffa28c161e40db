import type { ApiDocument, ApiOperation } from "./open-api.js"

/** The right that a token needs for an operation, by the operation's id. */
export type RightOf = (id: string) => string | undefined

/** Longer answers are read in the interactive reference. */
const MOST_OF_AN_ANSWER = 2_500

/** Every operation as a page that needs no script: for search engines, agents and people. */
export function operationsAsMarkdown({ tags, operations }: ApiDocument, rightOf: RightOf): string {
  const families = tags
    .map((tag) => ({ ...tag, own: operations.filter((one) => one.tag === tag.name) }))
    .filter(({ own }) => own.length > 0)
    .map(
      ({ name, description, own }) =>
        `## ${name}\n\n${description}\n\n${own.map((one) => tell(one, rightOf)).join("\n")}`,
    )
  return `# API operations\n\nEvery operation of the API. The same as a document for tools is at \`/openapi.json\`.\n\n${families.join("\n")}`
}

function tell(operation: ApiOperation, rightOf: RightOf): string {
  const { id, method, path, summary, parameters, body, answer } = operation
  const right = rightOf(id)
  const rows = parameters.map(
    (one) => `| \`${one.name}\` | ${one.in}${one.isRequired ? ", required" : ""} | ${cell(one.description)} |`,
  )
  const table = rows.length === 0 ? "" : `| parameter | in | meaning |\n| --- | --- | --- |\n${rows.join("\n")}\n`
  const answered = answer === undefined ? "" : JSON.stringify(answer, null, 2)
  return [
    `### ${method} ${path}\n`,
    `${summary}\n`,
    right === undefined ? "" : `A token needs \`${right}\`.\n`,
    table,
    body === undefined ? "" : `Body:\n\n\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\`\n`,
    answered === "" || answered.length > MOST_OF_AN_ANSWER ? "" : `Answer:\n\n\`\`\`json\n${answered}\n\`\`\`\n`,
  ]
    .filter((part) => part !== "")
    .join("\n")
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ")
