/** Columns of the people, places and time tables as Factorial's newest answers name them, `id` left out. */
export const coreColumns = {
  "api_public/webhook_subscriptions": "target_url type company_id name challenge enabled api_version",
  "attendance/shifts": `
    employee_id date reference_date clock_in clock_out in_source out_source observations location_type half_day
    in_location_latitude in_location_longitude in_location_accuracy out_location_latitude out_location_longitude
    out_location_accuracy workable created_at workplace_id time_settings_break_configuration_id company_id
    updated_at minutes clock_in_with_seconds`,
  "companies/legal_entities": `
    company_id country legal_name currency tin siret city state postal_code address_line_1 address_line_2`,
  "custom_fields/fields": `
    field_type label_text position required min_value max_value legal_entity_name legal_entity_id slug`,
  "custom_fields/options": "label value is_active field_id",
  "custom_fields/resource_fields": "field_id",
  "custom_fields/values": `
    value long_text_value custom_field_identifier date_value single_choice_value cents_value valuable_id field_id
    valuable_type label required usage_group_id usage_group_slug updated_at`,
  "custom_resources/resources": "schema_id attachable_type attachable_id",
  "custom_resources/schemas": "name company_id hidden position",
  "custom_resources/values": "resource_id attachable_id",
  "documents/documents": `
    author_id company_id content_type created_at employee_id extension file_size filename folder_id
    is_company_document is_management_document is_pending_assignment leave_id public signature_status signees space
    updated_at deleted_at`,
  "documents/folders": "active company_id name parent_folder_id space",
  "employees/employees": `
    access_id first_name last_name full_name preferred_name birth_name gender identifier identifier_type email
    login_email birthday_on nationality address_line_1 address_line_2 postal_code city state country bank_number
    swift_bic bank_number_format company_id legal_entity_id location_id default_work_area_id created_at updated_at
    social_security_number is_terminating terminated_on termination_reason_type termination_reason
    termination_observations manager_id timeoff_manager_id phone_number company_identifier age_number
    termination_type_description contact_name contact_number personal_email seniority_calculation_date
    communications_email unconfirmed_communications_email pronouns active disability_percentage_cents
    identifier_expiration_date attendable country_of_birth birthplace`,
  "holidays/company_holidays": "location_id summary description date half_day",
  "job_catalog/levels": "role_id name role_name order archived is_default",
  "job_catalog/node_attributes": `
    type attribute_id value_competency value_it_management_asset value_salary_range value_working_conditions`,
  "job_catalog/roles": "company_id name description legal_entities_ids supervisors_ids competencies_ids archived",
  "job_catalog/tree_nodes": `
    type uuid ancestor_uuid name description created_at updated_at full_path_to_root job_catalog_title`,
  "locations/locations": `
    company_id name timezone country state city address_line_1 address_line_2 postal_code phone_number main latitude
    longitude radius siret`,
  "locations/work_areas": "location_id name archived_at",
  "teams/memberships": "company_id employee_id team_id lead source_team_ids parent_team_ids direct",
  "teams/teams": "name description avatar employee_ids lead_ids company_id depth parent_team_id",
  "timeoff/allowance_incidences": `
    employee_id description days_in_cents timeoff_allowance_id effective_on target_balance created_at updated_at`,
  "timeoff/allowances": `
    accrued_denominator_in_cents accrued_factor_in_cents accrued_units_availability allowance_type available_days
    carry_over_days carry_over_units_in_cents count_holiday_as_workable cycle_length cycle_start days_type
    employee_carry_over_starting_year expire_in_months frequency holiday_allowance_in_cents leave_type_ids
    maximum_amount_in_cents name negative_counter_type position proration_type pto_proratio_enabled range_type
    rounding send_notification source_units tenure_period_transition tenure_periods tenure_periods_enabled
    timeoff_cycle timeoff_policy_id unlimited_accrued_hours unlimited_carry_over unlimited_carry_over_expiration
    unlimited_holidays`,
  "timeoff/blocked_periods": `
    company_id name leave_type_ids time_periods strategy members location_ids team_ids legal_entity_ids`,
  "timeoff/leave_types": `
    name translated_name identifier color active editable approval_required accrues attachment allow_endless
    restricted visibility workable payable company_id is_attachment_mandatory allowance_ids half_days_units_enabled
    max_days_in_cents min_days_in_cents description details_required`,
  "timeoff/leaves": `
    company_id employee_id start_on finish_on half_day description reason leave_type_id leave_type_name approved
    employee_full_name start_time hours_amount_in_cents updated_at created_at deleted_at duration_attributes
    duration_by_day_attributes days_taken`,
  "timeoff/policies": "name main company_id description",
  "timeoff/policy_assignments": "timeoff_policy_id employee_id effective_at",
  "timeoff/policy_timelines": "employee_id start_limit_date end_limit_date items",
  "work_schedule/day_configurations": "overlap_period_id weekday start_at duration_in_seconds",
  "work_schedule/overlap_periods": "default schedule_id start_month start_day end_month end_day schedule_type",
  "work_schedule/schedules": "name archived_at company_id created_at updated_at employee_ids periods",
} as const
