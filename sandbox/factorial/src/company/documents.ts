import { at, formatTime, type Random } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"

const folderPlans = [
  { name: "Contratos", space: "employee_my_documents", parent: null, active: true },
  { name: "Nóminas", space: "employee_my_documents", parent: null, active: true },
  { name: "2026", space: "employee_my_documents", parent: 1, active: true },
  { name: "Company handbook", space: "company_public", parent: null, active: true },
  { name: "Old policies", space: "company_internal", parent: null, active: false },
]

type DocumentPlan = {
  owner: Person | null
  folderId: string | null
  filename: string
  space: string
  signature: string | null
  leaveId?: string | null
  isDeleted?: boolean
}

/** Records of files; the bytes are made when somebody downloads one. */
export function writeDocuments(draft: Draft, people: Person[]): void {
  const random = draft.random("documents")
  const folders = writeFolders(draft)
  const author = people.find((person) => person.manager === null)
  const plans = [...companyFiles(folders), ...people.flatMap((person) => personalFiles(person, folders, random))]
  for (const leave of sickNotes(draft)) {
    const owner = people.find((person) => person.id === leave.employee_id) ?? null
    const note = { owner, folderId: null, filename: "Justificante médico.jpg", space: "employee_my_documents" }
    plans.push({ ...note, signature: null, leaveId: leave.id })
  }
  for (const plan of plans) writeDocument(draft, { plan, author, random })
}

function writeFolders(draft: Draft): string[] {
  const ids: string[] = []
  for (const plan of folderPlans) {
    const row = draft.add("documents/folders", {
      active: plan.active,
      company_id: draft.company.id,
      name: plan.name,
      parent_folder_id: plan.parent === null ? null : (ids[plan.parent] ?? null),
      space: plan.space,
    })
    ids.push(row.id)
  }
  return ids
}

function companyFiles(folders: string[]): DocumentPlan[] {
  const file = (filename: string, space: string, folderId: string | null): DocumentPlan => {
    return { owner: null, folderId, filename, space, signature: null }
  }
  return [
    file("Employee handbook v7.pdf", "company_public", folders[3] ?? null),
    file("Política de viajes (2021).docx", "company_internal", folders[4] ?? null),
    file("inbox-scan-0017.png", "pending_to_assign", null),
  ]
}

/** A contract for everybody, a payslip for some. */
function personalFiles(person: Person, folders: string[], random: Random): DocumentPlan[] {
  const common = { owner: person, space: "employee_my_documents" }
  const states = ["completed", "completed", "declined", null]
  const signature = person.stage === "future" ? "pending" : at(states, person.hiredOn)
  const filename = `Contrato ${person.fullName}.pdf`
  const files: DocumentPlan[] = [{ ...common, folderId: folders[0] ?? null, filename, signature }]
  if (person.stage !== "future" && random.chance(0.35)) {
    const payslip = { ...common, folderId: folders[2] ?? null, filename: "Nómina octubre.pdf", signature: null }
    files.push({ ...payslip, isDeleted: random.chance(0.1) })
  }
  return files
}

function sickNotes(draft: Draft): { id: string; employee_id?: Json }[] {
  const sick = draft.tables["timeoff/leave_types"]?.find((row) => row.identifier === "sick")
  return (draft.tables["timeoff/leaves"] ?? []).filter((leave) => leave.leave_type_id === sick?.id).slice(0, 12)
}

const contentTypes: Record<string, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  png: "image/png",
  jpg: "image/jpeg",
}

type DocumentDraft = { plan: DocumentPlan; author: Person | undefined; random: Random }

function writeDocument(draft: Draft, { plan, author, random }: DocumentDraft): void {
  const extension = plan.filename.split(".").at(-1) ?? ""
  const at = draft.today - random.int(2, 300)
  const createdAt = formatTime(at, random.int(480, 1080))
  draft.add("documents/documents", {
    author_id: author?.accessId ?? null,
    company_id: draft.company.id,
    content_type: contentTypes[extension] ?? null,
    created_at: createdAt,
    employee_id: plan.owner?.id ?? null,
    extension,
    file_size: random.int(20_000, 900_000),
    filename: plan.filename,
    folder_id: plan.folderId,
    is_company_document: plan.owner === null,
    is_management_document: false,
    is_pending_assignment: plan.space === "pending_to_assign",
    leave_id: plan.leaveId ?? null,
    public: plan.space === "company_public",
    signature_status: plan.signature,
    signees: plan.signature === null || plan.owner === null ? [] : [plan.owner.accessId],
    space: plan.space,
    updated_at: createdAt,
    deleted_at: plan.isDeleted === true ? formatTime(draft.today - 1, 700) : null,
  })
}
