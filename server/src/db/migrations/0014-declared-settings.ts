/** What a connecting customer typed goes along to the consent page; a subscription may be for several events. */
export const declaredSettings = `
-- Sealed: the fields of the method, and the code verifier. Null: set out before there were any.
alter table oauth_trip add column secrets bytea;

-- Of one subscription: the event that it is for, or * for all.
alter table inbound_subscription rename column event to name;
-- Null: the HR system makes it, and it is not known.
alter table inbound_subscription rename column challenge to secret;
alter table inbound_subscription alter column secret drop not null;
alter table inbound_subscription add column events text[];
update inbound_subscription set events = array[name];
alter table inbound_subscription alter column events set not null;
`
