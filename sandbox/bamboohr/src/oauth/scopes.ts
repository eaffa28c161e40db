/** What a client can be registered for; anything else is an `invalid_scope`. */
export const SCOPES: readonly string[] = [
  ...["openid", "offline_access", "public.user", "public.integration", "company:info", "company:details"],
  ...["field", "meta", "user", "webhooks", "report", "time_off", "employee", "employee_directory", "company_file"],
  ...["employee:name", "employee:job", "employee:contact", "employee:compensation", "employee:demographic"],
  ...["employee:identification", "employee:custom_fields", "employee:management", "employee:photo", "employee:file"],
  ...["sensitive_employee:address", "sensitive_employee:protected_info"],
  ...["employee.write", "employee:name.write", "employee:job.write", "employee:contact.write"],
  ...["employee:compensation.write", "employee:demographic.write", "employee:custom_fields.write"],
  ...["employee:file.write", "employee:photo.write", "field.write", "time_off.write"],
]
