import { elementOf, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, personOf, refuse } from "./call.js"
import { grant } from "./field-values.js"

/** Pictures, and what files there are of a person. */
export const files: readonly Endpoint[] = [
  { method: "GET", path: "v1/employees/:id/photo/:size", form: "classic", area: "photos", run: getPhoto },
  { method: "GET", path: "v1/employees/:id/files/view", form: "classic", area: "files", run: listFiles },
  { method: "GET", path: "v1/employees/:id/files/:fileId", form: "classic", area: "files", run: getFile },
]

/** One grey pixel, as JPEG. */
const PIXEL = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=",
  "base64",
)

const SIZES = ["original", "large", "medium", "small", "xs", "tiny"]

function getPhoto(call: Call): Answer {
  const { params, rights } = call
  const person = personOf(call, params.id ?? "")
  const isThere = person.row.hasPhoto === true && grant(["photoUrl"], rights).length > 0
  if (!isThere || !SIZES.includes(params.size ?? "")) throw refuse(404, "There is no such photo")
  return { bytes: { type: "image/jpeg", data: PIXEL } }
}

function listFiles(call: Call): Answer {
  const { running, params } = call
  const { id } = personOf(call, params.id ?? "")
  const own = running.store.ofEmployee("files", id)
  const categories = running.store.all("fileCategories").map((category) => ({
    id: Number(category.id),
    name: String(category.name),
    canRenameCategory: "yes",
    canDeleteCategory: "yes",
    canUploadFiles: "yes",
    displayIfEmpty: "yes",
    files: own
      .filter(({ categoryId }) => categoryId === category.id)
      .map(({ id: fileId, name, originalFileName, size, dateCreated, createdBy, isShared }) => ({
        id: Number(fileId),
        name: String(name),
        originalFileName: String(originalFileName),
        size: Number(size),
        dateCreated: String(dateCreated),
        createdBy: String(createdBy),
        shareWithEmployee: isShared === true ? "yes" : "no",
        canRenameFile: "yes",
        canDeleteFile: "yes",
        canChangeShareWithEmployeeFieldValue: "yes",
      })),
  }))
  const json = { employee: { id: Number(id) }, categories }
  return { json, xml: () => xmlDocument(elementOf("employee", json)) }
}

function getFile(call: Call): Answer {
  const { running, params } = call
  const { id } = personOf(call, params.id ?? "")
  const file = running.store.ofEmployee("files", id).find((one) => one.id === params.fileId)
  if (!file) throw refuse(404, "There is no such file")
  const headers = { "content-disposition": `attachment; filename="${file.originalFileName}"` }
  return { headers, bytes: { type: "application/pdf", data: Buffer.from("%PDF-1.4\n%%EOF\n") } }
}
