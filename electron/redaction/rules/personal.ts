import { personalShapeRules } from './personal-shapes.ts';
import type { FieldRule, Rule } from './types.ts';

const userFields: FieldRule = {
  kind: 'field',
  id: 'user-field',
  protects: 'names of users in fields',
  personal: 'user',
  starts: [
    'username',
    'user_name',
    'user',
    'login',
    'uid',
    'user id',
    'userid',
    'upn',
    'preferred_username',
    'given_name',
    'family_name',
    'firstname',
    'lastname',
    'fullname',
    'samaccountname',
    'workstationuser',
    'account name',
    'user name',
    'unique_name',
    'subjectid',
    'createdby',
    'modifiedby',
    'contactname',
  ],
  before:
    /^(?:(?:sys|current|windows|domain|db|smtp|imap|proxy|admin|ldap|auth|http|x|remote|cs|account|created|modified|target|subject|caller|network)[_.-]?)?$/i,
  after: /(?:name|id)?(?![\w-])/iy,
  keeps: /^(?:[\t-\r ]*-.*|[\da-f]{8}-[\da-f-]{27}|\d+|.*[{}[\]=<>].*|.*:\/\/.*|.{129,})$/i,
  examples: [
    ['"userName":"Jane Doe"', '"userName":"user-1"'],
    ['Initial Catalog=db;User ID=jdoe;Pooling=true', 'Initial Catalog=db;User ID=user-1;Pooling=true'],
    ['username=jdoe&x=1', 'username=user-1&x=1'],
    ['"UserName":"Supervisor"', '"UserName":"Supervisor"'],
    ['user: CORP\\jdoe', 'user: host-1\\user-1'],
    ["Login failed for user 'jdoe'", "Login failed for user 'user-1'"],
    ['UserName: jdoe, Role: x', 'UserName: user-1, Role: x'],
    ['UserName=|jdoe|; x', 'UserName=|user-1|; x'],
  ],
};

const hostFields: FieldRule = {
  kind: 'field',
  id: 'host-field',
  protects: 'names of computers in fields',
  personal: 'host',
  starts: [
    'host',
    'hostname',
    'server',
    'data source',
    'machinename',
    'machine name',
    'computername',
    'computer name',
    'computer',
    'workstation id',
    'addr',
    'datasource',
    'network address',
    'failover partner',
    'account domain',
    'userdomain',
    'subjectdomainname',
    'targetdomainname',
    'logonserver',
    'workstation name',
    'workstationname',
    'target server name',
  ],
  before: /^(?:(?:x-forwarded|x-original|target|subject|redis|db|smtp|imap|proxy|remote|sql|target|rabbitmq)[_.-]?)?$/i,
  after: /(?:name)?(?![\w-])/iy,
  keeps:
    /^(?:(?:HTTP|MSSQLSvc|host|ldap|krbtgt)(?:\/.*)?|.*[{}[\]=<>()].*|.*:\/\/.*|[a-z]{1,3}|Microsoft-.*|Kestrel|nginx.*|Apache.*|.{254,})$/i,
  examples: [
    ['Data Source=SQL01\\MAIN,1433;Pooling=true', 'Data Source=host-1\\MAIN,1433;Pooling=true'],
    ['Host: crm.firma.de', 'Host: host-1'],
    ['"MachineName":"SRV-APP-2"', '"MachineName":"host-1"'],
    ['Server: Microsoft-IIS/10.0', 'Server: Microsoft-IIS/10.0'],
  ],
};

const phoneFields: FieldRule = {
  kind: 'field',
  id: 'phone-field',
  protects: 'phone numbers in fields',
  personal: 'phone',
  starts: ['phone', 'mobilephone', 'phonenumber', 'phone_number', 'telephone', 'fax', 'msisdn'],
  after: /(?:number)?(?![\w-])/iy,
  examples: [['"MobilePhone":"8 495 123 45 67"', '"MobilePhone":"phone-1"']],
};

/** Everything that tells about a person or a network. */
export const personalRules: readonly Rule[] = [userFields, hostFields, phoneFields, ...personalShapeRules];
