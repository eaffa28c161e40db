/** Tables of employees and their columns, as `meta/tables` tells them. */
export type Column = {
  name: string
  type: string
  id: number
  label: string /** Of lists: whose options. */
  list?: string
}

export type TableDefinition = {
  alias: string
  /** Column by which a row holds from a day on. */
  dateColumn: string
  group: string
  columns: readonly Column[]
  /** Whether a change of a row moves the person's `lastChanged`. */
  movesPerson: boolean
}

export const TABLES: readonly TableDefinition[] = [
  table(
    "jobInfo",
    "job",
    `
date|date|4047|Job Information: Date
location|list|18|Location|location
department|list|4|Department|department
division|list|1355|Division|division
jobTitle|list|17|Job Title|jobTitle
reportsTo|employee|91|Reporting to
teams|multilist|4549|Teams|teams`,
  ),
  table(
    "employmentStatus",
    "job",
    `
date|date|1936|Employment Status: Date
employmentStatus|list|16|Employment Status|employmentHistoryStatus
comment|textarea|4046|Employment status comments
terminationReasonId|list|4314|Termination Reason|4314
terminationTypeId|list|4313|Termination Type|4313
terminationRehireId|list|4315|Eligible For Re-hire|4315
acaStatus|text|4302|Employment Status: ACA Full-Time
terminationRegrettableId|list|4509|Regrettable or Non-Regrettable|4509`,
  ),
  table(
    "compensation",
    "compensation",
    `
startDate|date|4021|Compensation: Date
endDate|date|4022|Compensation: End Date
rate|currency|19|Pay rate
type|pay_type|156|Pay type
exempt|exempt|4042|Overtime Status
reason|list|4017|Compensation Change Reason|payChangeReason
comment|textarea|4045|Compensation comments
paidPer|paid_per|4330|Paid per
paySchedule|list|4386|Pay Schedule|paySchedule
overtimeRate|currency|4403|Overtime Rate`,
  ),
  table(
    "bonus",
    "compensation",
    `
bonusDate|date|4151|Bonus: Date
bonusAmount|currency|4152|Bonus: Amount
bonusReason|list|4153|Bonus: Reason|4153
bonusComment|textarea|4154|Bonus: Comment`,
  ),
  table(
    "commission",
    "compensation",
    `
commissionDate|date|4156|Commission: Date
commissionAmount|currency|4157|Commission: Amount
commissionComment|textarea|4158|Commission: Comment`,
  ),
  table(
    "customCertifications",
    "custom",
    `
customEffectiveDate3|date|4731|Date
customCertificate|list|4732|Certificate|4732
customScore|decimal|4733|Score
customFee|currency|4734|Fee
customPassed|checkbox|4735|Passed
customRemarks|textarea|4736|Remarks`,
  ),
]

const byAlias = new Map(TABLES.map((definition) => [definition.alias, definition]))

export function findTable(alias: string): TableDefinition | undefined {
  return byAlias.get(alias)
}

function table(alias: string, group: string, text: string): TableDefinition {
  const columns = text
    .trim()
    .split("\n")
    .map((line): Column => {
      const [name = "", type = "", id = "", label = "", list] = line.split("|")
      return { name, type, id: Number(id), label, ...(list !== undefined && { list }) }
    })
  const movesPerson = ["jobInfo", "compensation", "employmentStatus"].includes(alias)
  return { alias, group, columns, dateColumn: columns[0]?.name ?? "", movesPerson }
}
