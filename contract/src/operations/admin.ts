import { z } from "zod"
import { type Operation, operation } from "./operation.js"
import { adminPage, adminPaging, inPath } from "./shared.js"

export const ids = z.object({ id: inPath() })

/** `/api-token` makes `api_token`. */
type Named<Path extends string> = Path extends `/${infer Name}` ? Snake<Name> : Snake<Path>
type Snake<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}_${Snake<Rest>}` : Name
const nameOf = <const Path extends string>(path: Path) => path.slice(1).replaceAll("-", "_") as Named<Path> // says the same

type Listed<Path, Row, Filters> = Partial<Pick<Operation, "refusals">> & {
  path: Path
  tag: string
  row: Row
  filters: Filters
}

/** The admin list at `/path`, with the filters that it takes. */
export const list = <const Path extends string, Row extends z.ZodType, Filters extends z.ZodRawShape>({
  path,
  tag,
  row,
  filters,
  refusals = [],
}: Listed<Path, Row, Filters>) =>
  operation({
    id: `list_${nameOf(path)}s`,
    method: "GET",
    path,
    scope: "environment",
    tag,
    summary: `List: ${tag.toLowerCase()}.`,
    paging: "admin",
    refusals,
    query: z.strictObject({ ...adminPaging, ...filters }),
    answer: adminPage(row),
  })

export const get = <const Path extends string, Row extends z.ZodType>(path: Path, tag: string, row: Row) =>
  operation({
    id: `get_${nameOf(path)}`,
    method: "GET",
    path: `${path}/:id`,
    scope: "environment",
    tag,
    summary: `Read one: ${tag.toLowerCase()}.`,
    params: ids,
    answer: row,
  })
