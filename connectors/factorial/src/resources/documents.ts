import {
  type Download,
  flag,
  idOf,
  instant,
  isRemote,
  number,
  one,
  postToRead,
  type Remote,
  resource,
  text,
  toList,
  view,
} from "@rollcall/connector-kit"
import { documents as files, folders, people } from "../tables.js"

/** The address of a file is made anew each time, and holds for a while. */
const download: Download = {
  request: (row) => postToRead("documents/download_urls/bulk_create", { ids: [idOf(row) ?? ""] }),
  addressIn(body) {
    const [first]: unknown[] = Array.isArray(body) ? body : []
    return (isRemote(first) && text(first, "url")) || undefined
  },
  nameOf: (row) => text(row, "filename"),
}

export const documents = resource(
  "documents",
  {
    files: view({
      from: files,
      relations: {
        person: one(people, { id: "employee_id" }, { fields: ["employee"] }),
        folder: one(folders, { id: "folder_id" }, { fields: ["folder"] }),
      },
      map: (row, { person, folder }) => ({
        id: idOf(row) ?? "",
        name: text(row, "filename"),
        employee: named(row, "employee_id", person && text(person, "full_name")),
        folder: named(row, "folder_id", folder && text(folder, "name")),
        content_type: text(row, "content_type"),
        size: number(row, "file_size"),
        is_shared: flag(row, "public"),
        signature_status: text(row, "signature_status"),
        timeoff_request: named(row, "leave_id", undefined),
        created_at: instant(row, "created_at"),
        updated_at: instant(row, "updated_at"),
        deleted_at: instant(row, "deleted_at"),
      }),
      push: {
        id: toList("ids[]"),
        employee_id: toList("employee_ids[]"),
        "employee[id]": toList("employee_ids[]"),
      },
    }),
  },
  { download },
)

function named(row: Remote, key: string, name: string | null | undefined) {
  const id = idOf(row, key)
  if (id === undefined) return row[key] === undefined ? undefined : null
  return { id, name }
}
