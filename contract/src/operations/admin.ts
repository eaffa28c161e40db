import { z } from "zod"
import { operation } from "./operation.js"
import { adminPage, adminPaging, anyOf, inPath, text } from "./shared.js"

export const ids = z.object({ id: inPath() })
type Listed = { path: string; tag: string; row: z.ZodType; filters?: z.ZodRawShape }

export const list = ({ path, tag, row, filters }: Listed) =>
  operation({
    id: `list_${path.slice(1).replaceAll("-", "_")}s`,
    method: "GET",
    path,
    scope: "environment",
    tag,
    summary: `List: ${tag.toLowerCase()}.`,
    query: z.strictObject({ ...adminPaging, id: anyOf(text()), ...filters }),
    answer: adminPage(row),
  })
export const get = (path: string, tag: string, row: z.ZodType) =>
  operation({
    id: `get_${path.slice(1).replaceAll("-", "_")}`,
    method: "GET",
    path: `${path}/:id`,
    scope: "environment",
    tag,
    summary: `Read one: ${tag.toLowerCase()}.`,
    params: ids,
    answer: row,
  })
