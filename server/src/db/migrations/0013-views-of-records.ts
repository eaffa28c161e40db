/** Rows of the copy name the view that they come from, no longer its place among the others. */
const VIEW = `case resource
    when 'employees' then 'people' when 'employments' then 'versions' when 'fields' then 'fields' when 'groups' then 'teams'
    when 'locations' then 'places' when 'timeoff_policies' then 'policies' when 'timeoff_requests' then 'leaves'
    when 'timeoff_types' then 'types'
    when 'employee_compensations' then case source when 0 then 'salaries' else 'elements' end
    else source::text end`

export const viewsOfRecords = `
alter table record alter column source type text collate "C" using ${VIEW};
alter table record rename column source to view;
alter table record_history alter column source type text collate "C" using ${VIEW};
alter table record_history rename column source to view;
`
