// Ordinary lines of logs by the thousand: nothing in them is a secret or tells about anyone.

import { talk } from './ordinary-talk.ts';

/** Numbers from 0 to 1 that are the same every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const schemas =
  'Contact Account Activity Lead Opportunity SysSettings SysAdminUnit Case KnowledgeBase VwSysProcess'.split(' ');
const classes =
  'OAuthTokenProvider PasswordPolicyChecker TokenCache SessionManager UserConnection SecretStore KeyRotationJob CookieMiddleware AuthService EntitySchemaQuery CodeGenerator PinnedRecords HostBuilder'.split(
    ' ',
  );
const methods =
  'Execute GetToken ValidatePassword RefreshSession Load Save ResolveUser HandleAsync Start ApplyCode'.split(' ');
const columns =
  'Id Name Code Password UserName Token SecretKey CreatedOn ModifiedOn HostName Phone Email PinCode SessionId'.split(
    ' ',
  );
const words = 'started finished skipped queued loaded saved rebuilt checked refreshed removed'.split(' ');
const levels = 'TRACE DEBUG INFO WARN ERROR FATAL'.split(' ');
const files = 'Common.log Auth.log Error.log web.config appsettings.json Terrasoft.Core.dll nlog.targets.config'.split(
  ' ',
);
const scopes =
  'register_own_resource get_resource_list get_client_info find_clients IdentityServerApi offline_access'.split(' ');

const creatio = '{date} {clock},{ms} [{thread}] {level} Supervisor {class} {method} - ';
const serilog = '[{clock} {short}] ';

/** `{...}` is filled in anew for every line. */
const templates: readonly string[] = [
  ...[
    'Password policy: minimum length {n}, history {n}, expires in {n} days',
    'Password of the system user was changed {n} days ago; password hash algorithm PBKDF2-SHA512, {n} iterations',
    'Password expiration check {word} for {n} users in {n} ms',
    'Reset password link was sent, link lifetime {n} minutes',
    'User is locked after {n} attempts; password change is required',
    'password {word}, attempt {n} of {n}',
    'The password must be at least {n} characters long and contain {n} digits',
    'Secret {word} by {class}.{method} in {n} ms',
    'Client secret validation failed',
    'The secret is missing, see section {n}.{n}',
    'Token {word} in {n} ms, lifetime {n} seconds',
    'Token cache: {n} hits, {n} misses, {n} tokens',
    'Access token lifetime: {n} seconds; refresh token lifetime: {n} days',
    'Token endpoint answered {status} in {n} ms',
    'CancellationToken={type}, continuationToken={n}, nextPageToken={guid}',
    'Cancellation token {guid} was signaled',
    'Unexpected token: , in JSON at position {n}',
    'Session {word}: {guid}, sessions {n}',
    'Session timeout {n} minutes, session state InProc, cookieless=false',
    'Host {word} in {n} ms; hosting environment: Production',
    'Code {n}: {class} {word}',
    'Error code: 0x8{hex7}, exit code {n}, status code={status}, code={n}',
    'HRESULT=0x8007{hex4} Code=E_FAIL error code ORA-{n} SqlState={n}',
    'Compiled {n} schemas, code generation {word}, source code size {n} KB',
    'Key {guid} was not found in the key ring; creating key {guid} with activation date {date} {clock}Z',
    'Primary key {schema}Id, foreign key FK{hex7}, index IX_{schema}_{column}',
    'Cache key {schema}_{guid}, partition key {n}, sort key {column}',
    'Lookup {schema} has no record with key {guid}',
    'Setting key "{column}" {word}; key={column}; keys={n}',
    'Pin {n} records, pinned {n}; pass {n} of {n}; bypass={n}',
    'All {n} tests pass: {n} of {n}',
    'Auth mode: Forms, auth={bool}, authType=Basic, AuthenticationScheme: Bearer',
    'Authorization {word}: requirement {type} was met',
    'Basic authentication is off; Negotiate package is off; Bearer tokens are on',
    'Cookie {word}, SameSite=Lax, cookie count {n}',
    'Signature of {class}.{method}(String userName, String password) has {n} arguments',
    'Assertion failed: {n} != {n}',
    'Credentials {word}; credential type Windows, credentials={type}',
    'Login {word} in {n} ms; login page /Login/NuiLogin.aspx; User: unknown',
    'User count {n}, licenses {n}, user role {guid}',
    'Query executed in {n}.{n} ms, rows {n}, id {guid}',
    'Cursor {guid} of {schema} read {n} rows',
    'Loading schema {schema}MiniPage, workspace 0, culture en-US, package CrtBase {version}',
    'Creatio {version} on .NET {n}.0.{n}, assembly {class}, Version={version}, Culture=neutral, PublicKeyToken={hex16}',
    'Upgrade from {version} to {version} {word}',
    'Package CrtOAuth20App version {version} {word}; revision {n}; build {version}',
    'Redis ping {n} ms, db={n}, port=6379, host=localhost, keys {n}',
    'Redis: 0/{n} in queue, mgr: {n} of {n} available, clientName: WEB, IOCP: (Busy={n},Free={n},Min={n},Max={n}), v: {n}.{n}.{n}.{n}',
    'Scheduler job ProcessElement_{n} fired, next fire time {date}T{clock}.0000000Z, trigger {guid}',
    'Process {guid} element {guid} {word} in {n} ms; instance {n}',
    'Thread {n} waited {n} ms for lock {hex16}; owner thread 0x{hex4}',
    'Memory {n} MB, GC gen0={n} gen1={n} gen2={n}, handles {n}, uptime {n}.{clock}',
    'File {file} {word}, {n} bytes, sha256:{hex64}, md5 {hex32}',
    'Certificate thumbprint {HEX40}, serial {HEX16}, valid to {date}',
    'ETag: "{hex32}", Content-Length: {n}, Age: {n}',
    'Correlation 00-{hex32}-{hex16}-01, trace {hex32}, span {hex16}, request {HEX8}:{HEX8}',
    'Requesting access token from http://localhost:8090/connect/token',
    'IdentityServer auth failed with invalid_client',
    'IdentityServer busy or inaccessible. Status code: {status}',
    'System setting OAuth20IdentityServerClientSecret is empty',
    'Feature OAuth20Integration is {bool}; features {n}',
    'Column {column} of {schema} {word}: {column}, {column}, {column}',
    'Progress {n}% ({n}/{n}), {n}.{n}.{n} to {n}.{n}.{n}, ratio {n}:{n}:{n}, {clock} to {clock}',
    'Number {n} {n} {n},{n}; average {n}.{n}; total +{n}; range {n}-{n}; -{n}%; order {n}-{n}',
    'Coordinates {n}.{n},{n}.{n}; size {n}x{n}; offset +{n}; timezone UTC+03:00; phase +{n}ms',
    'Batch {n} {word}; invoice {n}/{n}; article {n}.{n}.{n}; record ({n}) {n}',
  ].map((message) => `${creatio}${message}`),
  ...[
    'SELECT "{column}", "{column}" FROM "{schema}" WHERE "{column}" = @P1 ORDER BY "{column}" OFFSET {n} ROWS',
    'SELECT [{column}], [{column}] FROM [{schema}] WITH(NOLOCK) WHERE [{column}] = @P{n}',
    'INSERT INTO "{schema}" ("{column}", "{column}", "Password") VALUES (@P1, @P2, @P3)',
    'UPDATE "{schema}" SET "Password" = @P1, "Token" = @P2 WHERE "Id" = @P3',
    'CREATE INDEX IX_{schema}_{column} ON {schema} ({column}, {column})',
    'ALTER TABLE {schema} ADD PasswordHash NVARCHAR({n}) NULL, Token NVARCHAR({n})',
    'Parameters: @P1={n} (Int32), @P2={guid} (Guid), @P3=null',
    'Timeout expired. The timeout period elapsed prior to obtaining a connection from the pool. Pool size {n}',
    "Login failed for user 'sa'. Reason: Password did not match that for the login provided. State {n}",
    'duplicate key value violates unique constraint "PK{hex16}"',
    'deadlock detected: Process {n} waits for ShareLock on transaction {n}; blocked by process {n}',
  ].map((message) => `${creatio}${message}`),
  'info: Microsoft.Hosting.Lifetime[{n}]',
  '      Now listening on: http://localhost:{port}',
  '      Application started. Press Ctrl+C to shut down.',
  '      Request starting HTTP/1.1 POST http://localhost:{port}/connect/token application/x-www-form-urlencoded {n}',
  '      Request finished in {n}.{n}ms {status} application/json',
  '      Invoking IdentityServer endpoint: IdentityServer4.Endpoints.TokenEndpoint for /connect/token',
  '      Token request validation success, {"ClientId": "A1B2C3D4E5F6A7B8", "GrantType": "client_credentials", "Scopes": "{scope}"}',
  '      {"token_type":"Bearer","expires_in":{n},"scope":"{scope} {scope}"}',
  '      No secret in post body found',
  '      Parser found no secret',
  '      Secret validator could not validate secret',
  '      Start token request validation: Getting claims for access token for client: A1B2C3D4E5F6A7B8',
  '      "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token", "password"]',
  '      "response_types_supported":["code","token","id_token","id_token token","code id_token"]',
  '      User profile is available. Using key ring; key {guid} expires {date} {clock}Z',
  `${serilog}HTTP POST /connect/token responded {status} in {n}.{n} ms`,
  `${serilog}Executed DbCommand ({n}ms) [Parameters=[@__key_0='?' (Size = {n})], CommandType='Text', CommandTimeout='{n}']`,
  `${serilog}IDX{n}: Lifetime validation failed. The token is expired. ValidTo (UTC): '{date} {clock}', Current time: '{date} {clock}'.`,
  `${serilog}IDX{n}: Signature validation failed. Keys tried: '{n}'. Token kid: '{HEX40}'`,
  '   at {type}.{method}(String userName, String password, CancellationToken token) in C:\\Projects\\Core\\{class}.cs:line {n}',
  '   at {type}.<{method}>d__{n}.MoveNext()',
  '   at System.Net.Http.HttpConnectionPool.ConnectAsync(HttpRequestMessage request, Boolean async, CancellationToken cancellationToken)',
  '   at lambda_method{n}(Closure, Object, Object[])',
  ' ---> {type}Exception (0x8{hex7}): The operation was canceled. Code: {n}',
  "Could not load file or assembly '{class}, Version={version}, Culture=neutral, PublicKeyToken={hex16}' or one of its dependencies.",
  "{type}: Exception of type '{type}Exception' was thrown. Token: null, Code: {n}",
  '{date} {clock} 127.0.0.1 GET /0/odata/{schema} $top={n}&$skip={n} 443 - 127.0.0.1 Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+Chrome/{n}.0.{n}.{n} - {status} 0 0 {n}',
  '{date} {clock} 127.0.0.1 POST /0/DataService/json/SyncReply/SelectQuery rootSchema={schema}&code={n} 443 - 127.0.0.1 - - {status} 0 0 {n}',
  '127.0.0.1 - - [21/Nov/2026:{clock} +0000] "GET /0/conf/content/hash/{hex32}/{schema}.js HTTP/1.1" {status} {n} "-" "curl/{n}.{n}.{n}"',
  '{date}T{clock}.{ms}Z nginx[{n}]: *{n} upstream timed out (110: Connection timed out) while reading response header from upstream, upstream: "http://127.0.0.1:{port}/"',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Cookie) sc-status',
  '{date} {clock} 127.0.0.1 {port} 127.0.0.1 {port} HTTP/1.1 GET /0/api/OAuthHealthCheck {status} {n} Connection_Dropped CreatioPool',
  'GET /0/rest/UserService/GetUsers?$filter=Code%20eq%20%27Open%27&key={schema}&page={n}&pageToken=2&sort=Name {status}',
  'Set-Content -Path C:\\Logs\\{file} -Value {n}; Get-Service W3SVC; dotnet build -c Release -p:Version={version} -u',
  'robocopy C:\\Site D:\\Backup /e /mir /r:{n} /w:{n} /np /p ; tar -p -x -f a.tar ; ps -a -u ; mkdir -p /var/log/creatio{n}',
  'docker run -d -p {port}:80 --name identity creatio/identity:{n}.{n}.{n} ; netstat -a -n -p tcp',
  '<add key="PasswordExpirationDays" value="{n}" /><add key="TokenLifetime" value="{n}" /><add name="Sessions" value="{n}" />',
  '<sessionState mode="InProc" timeout="{n}" /><forms name=".ASPXAUTH" timeout="{n}" /><cookie name="a" />',
  '<item><key>{schema}</key><value>{n}</value></item><Code>{n}</Code><Login /><Host />',
  '{"Code":{n},"Message":"","Exception":null,"PasswordChangeUrl":null,"RedirectUrl":null}',
  '{"rowsAffected":{n},"nextPrcElReady":false,"success":{bool},"responseStatus":{"ErrorCode":"","Message":"","Errors":[]}}',
  '{"name":"{column}","dataValueType":{n},"isRequired":{bool},"columnPath":"{column}","key":"{guid}"}',
  '{"id":"{guid}","key":"{schema}","value":{n},"code":"{schema}{n}","type":"password","d":{n},"k":"{column}"}',
  '["{column}","{column}",{n}] ["password","client_credentials"] {"d":{"results":[]}} [{column}, {n}]',
  '[Password, {n}] [Token, System.String] {Code, {schema}} (secret, token, password)',
  ...talk,
  'string password = null; var token = await {method}Async(); var secret = config["{column}"]; if (key == null) return;',
];

/** So many lines, the same for the same seed. */
export function ordinaryLines(count: number, seed = 1): string[] {
  const random = randomFrom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  const digits = (length: number): string => Array.from({ length }, () => below(10)).join('');
  const hex = (length: number): string => Array.from({ length }, () => below(16).toString(16)).join('');
  const number = (): string => String(below(10 ** (1 + below(5))));
  const two = (most: number): string => String(below(most)).padStart(2, '0');
  const fill: Readonly<Record<string, () => string>> = {
    n: number,
    ms: () => digits(3),
    port: () => String(1024 + below(60_000)),
    status: () => pick(['200', '204', '301', '400', '401', '404', '500', '503']),
    bool: () => pick(['true', 'false']),
    date: () => `20${two(30)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
    clock: () => `${two(24)}:${two(60)}:${two(60)}`,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    hex4: () => hex(4),
    hex7: () => hex(7),
    hex16: () => hex(16),
    hex32: () => hex(32),
    hex64: () => hex(64),
    HEX8: () => hex(8).toUpperCase(),
    HEX16: () => hex(16).toUpperCase(),
    HEX40: () => hex(40).toUpperCase(),
    version: () => `${1 + below(20)}.${below(10)}.${below(10)}.${below(9999)}`,
    thread: () => pick([number(), '.NET ThreadPool Worker', `pool-${number()}`, 'Main']),
    type: () =>
      `${pick(['Terrasoft.Core', 'System.Security', 'Microsoft.AspNetCore.Authentication'])}.${pick(classes)}`,
    level: () => pick(levels),
    short: () => pick(['VRB', 'DBG', 'INF', 'WRN', 'ERR']),
    class: () => pick(classes),
    method: () => pick(methods),
    schema: () => pick(schemas),
    column: () => pick(columns),
    word: () => pick(words),
    file: () => pick(files),
    scope: () => pick(scopes),
  };
  return Array.from({ length: count }, () =>
    pick(templates).replace(/\{(\w+)\}/g, (all, name: string) => fill[name]?.() ?? all),
  );
}
