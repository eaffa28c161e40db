import {
  type Download,
  flag,
  get,
  idOf,
  instant,
  number,
  one,
  resource,
  text,
  toList,
  view,
} from "@rollcall/connector-kit"
import { files } from "../asked-tables.js"
import { personOf } from "../names.js"
import { employees, report, segmentOf } from "../tables.js"

const download: Download = {
  request(row) {
    const [person = "", file = ""] = (idOf(row) ?? "").split("-")
    return get(`v1/employees/${segmentOf(person)}/files/${segmentOf(file)}`)
  },
  nameOf: (row) => text(row, "originalFileName") ?? text(row, "name"),
}

/** Files of people; those of the company are not among them. */
export const documents = resource(
  "documents",
  {
    files: view({
      from: files,
      relations: {
        employee: one(employees, { employeeId: "employeeId" }, { fields: ["employee"] }),
        report: one(report, { id: "employeeId" }, { fields: ["employee"] }),
      },
      unsupported: ["content_type", "signature_status", "timeoff_request", "updated_at", "deleted_at"],
      map(row, { employee, report }) {
        const folderId = idOf(row, "categoryId")
        return {
          id: idOf(row) ?? "",
          name: text(row, "originalFileName") ?? text(row, "name"),
          employee: personOf(row, employee, report),
          folder: folderId === undefined ? null : { id: folderId, name: text(row, "categoryName") },
          size: number(row, "size"),
          is_shared: flag(row, "shareWithEmployee"),
          created_at: instant(row, "dateCreated"),
        }
      },
      push: { employee_id: toList("employeeId"), "employee[id]": toList("employeeId") },
    }),
  },
  { download },
)
