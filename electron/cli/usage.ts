import { application } from '../application.ts';

export const commandNames = ['check', 'practice', 'token', 'explain', 'profiles', 'bundle', 'redact'] as const;
export type CommandName = (typeof commandNames)[number];

export const isCommandName = (text: string): text is CommandName => commandNames.some((name) => name === text);

const exitCodes = 'Exit codes: 0 healthy, 1 warning, 2 problem, 3 unknown or could not run.';

export const usageOfAll = `${application.name} ${application.version}
Finds out why OAuth does not work in an on-site Creatio, and says what to do.

Usage: creatio-oauth <command> [options]

Commands:
  check      Diagnose environments and report.
  practice   Start a practice environment on this computer.
  token      Ask for a token, and explain what came.
  explain    Print what a result means and what to do about it.
  profiles   List, import and export environments.
  bundle     Collect logs for support, without secrets and personal data.
  redact     Hide secrets and personal data in a text.

creatio-oauth <command> --help describes a command; --version prints the version.
${exitCodes}
`;

export const usageOf: Readonly<Record<CommandName, string>> = {
  check: `Usage: creatio-oauth check [environment...] [options]
       creatio-oauth check --url <address> [options]

Diagnoses environments by name or id. "practice" is the built-in practice environment. Without a name the only
stored environment is taken. The report goes to standard output, progress to standard error.

Options:
  --all                       Diagnose every stored environment.
  --url <address>             Diagnose this Creatio without storing it.
  --platform <platform>       auto, net-framework or net; with --url. Default: auto.
  --identity-url <address>    The Identity Service; with --url.
  --client-id <id>            The client to ask for a token with; with --url.
  --client-secret-env <name>  Environment variable that holds the client secret.
  --client-secret-stdin       Read the client secret from standard input.
                              Without either, the one in the keychain is used.
  --format <format>           text, json, markdown or html. Default: text. JSON is one report, or a list for several
                              environments.
  --replace-hosts             Put stand-ins in the place of host names and IP addresses.
  --output <file>             Write the report to a file instead.
  --keep                      Add the runs to the history that the window shows; not with --url.
  --timeout <seconds>         Time limit of each check, 1 to 600. Default: that of the environment, or 15.
  --concurrency <number>      Environments diagnosed at the same time, 1 to 100. Default: 8.

${exitCodes}
For several environments the worst counts: problem, then unknown, then warning, then healthy.
`,
  practice: `Usage: creatio-oauth practice [options]

Starts a small Creatio and Identity Service on this computer and prints their addresses as JSON on one line. The name
of a scenario on a line of standard input switches to it and prints a new line. Ctrl+C ends it.

Options:
  --scenario <name>  Scenario to start with. Default: healthy.
  --port <number>    Port of the Creatio; the Identity Service takes the next one. Default: free ports.
  --list             Print the scenarios and end.
`,
  token: `Usage: creatio-oauth token <environment> [options]
       creatio-oauth token --token-url <address> --client-id <id> [options]

Asks for an access token as the test client does, and says what came of it and what that means. Addresses, client and
secret come from the environment as far as they are not given. "practice" is the built-in practice environment.

Options:
  --token-url <address>          Where the token is asked for.
  --client-id <id>               The client.
  --client-secret-env <name>     Environment variable that holds the client secret.
  --client-secret-stdin          Read the client secret from standard input.
                                 Without either, the one in the keychain is used.
  --grant <grant>                client_credentials, refresh_token, authorization_code or device_code.
                                 Default: client_credentials.
  --auth <place>                 Where id and secret stand: body, basic (form-encoded), basic-raw, query or none.
                                 Default: body, or none without a secret.
  --scope <scopes>               Scopes, separated by spaces.
  --audience <audience>          The parameter audience.
  --resource <resource>          The parameter resource; can be repeated.
  --refresh-token-env <name>     Environment variable that holds the refresh token.
  --refresh-token-stdin          Read the refresh token from standard input.
  --authorization-url <address>  Where users sign in, for authorization_code.
  --redirect-port <number>       Port of the redirect address http://127.0.0.1/callback. Default: a free one.
  --device-url <address>         Where a device begins, for device_code.
  --reveal                       Print the access token. Without this it is masked.
  --format <format>              text or json. Default: text.
  --timeout <seconds>            Time limit of each request, 1 to 600. Default: that of the environment, or 15.

Exit codes: 0 a token came, 1 one came and something about it is wrong, 2 none came, 3 could not run.
`,
  explain: `Usage: creatio-oauth explain [id] [options]

Prints what an outcome or a finding means and what to do about it. Without an id it lists all.

Options:
  --version <version>    Version of Creatio, for example 8.2.1; leaves out what holds for other versions.
  --platform <platform>  auto, net-framework or net. Default: auto.
  --format <format>      text or json. Default: text.
`,
  profiles: `Usage: creatio-oauth profiles list [--format <format>]
       creatio-oauth profiles import <file> [options]
       creatio-oauth profiles import --clio [options]
       creatio-oauth profiles export <environment...> --output <file> [options]
       creatio-oauth profiles export --all --output <file> [options]

Lists the stored environments, brings in those of a file that was exported here or of clio, and writes a file that can
be handed to a colleague. Results go to standard output, notices to standard error. No secret is ever printed.

Options of list:
  --format <format>        text or json. Default: text.

Options of import:
  --clio                   Take the environments of clio on this computer, from its appsettings.json.
  --on-duplicate <choice>  skip, replace or copy what is stored already. Default: skip.
  --dry-run                Say what would come in, and write nothing.
  --passphrase-env <name>  Environment variable that holds the passphrase of the file.
  --passphrase-stdin       Read the passphrase from standard input.

Options of export:
  --output <file>          The file to write, for this user alone.
  --force                  Replace the file if it is there.
  --with-secrets           Export the secrets, too, under the passphrase given as for import.

Exit codes: 0 done, 1 imported, but the keychain did not take a secret, which standard error names; 3 could not run.
`,
  bundle: `Usage: creatio-oauth bundle --out <file> <environment> [options]
       creatio-oauth bundle --out <file> --folder <folder> [options]

Collects the logs of Creatio and of the Identity Service, hides secrets and personal data in them, and packs them with the
last report, a manifest and a letter into one zip for Creatio support. The finished bundle is read again and searched for
every secret of the environments; it is written whole or not at all. Nothing is sent anywhere. The same input gives the
same bundle, unless it is encrypted.

Options:
  --out <file>                     The bundle; with encryption it is a file of age.
  --folder <folder>                Logs in this folder, or a single log or archive; can be repeated. Without an
                                   environment these alone.
  --from <moment>, --to <moment>   Only entries of this period, for example 2026-11-21T10:00 (local time) or with Z.
  --last <minutes>                 Only entries of the last minutes.
  --recorded                       Only entries of the time that was recorded in the window.
  --everything                     All entries; this is the default.
  --time-zone <offset>             What times in the logs are in that name no zone, for example UTC or +02:00. Without it
                                   the dates of the files tell, or that of this computer is taken.
  --limit-file <MiB>               Of each file only the newest. Default: 1024.
  --limit-total <MiB>              Of all files only the newest. Default: 4096.
  --no-personal <kinds>            Personal data that stays: user, email, ip, host, path, phone; several with commas.
  --secret-env <name>              Environment variable that holds a further secret to hide; can be repeated.
  --configuration                  Take redacted copies of the configuration files that are found, too.
  --configuration-file <file>      Take a copy of this one alone, named by its path or the end of it, such as
                                   Terrasoft.WebApp/web.config; can be repeated.
  --no-report                      Leave out the last run of the environment that is kept.
  --session <id>                   Take a guided session of the environment, too; latest for the one that changed last.
  --rules <file>                   Own rules: a JSON file with a list such as
                                   [{ "id": "ticket", "protects": "tickets", "starts": "ticket ", "follows": "\\d+" }].
                                   The start stays unless "wholly" is true; without "follows", a rule takes everything
                                   up to white space or a quote. One that takes too long stops the bundle.
  --case <number>                  Number of the case at Creatio support.
  --what-happened <text>           What happened, for the letter; --when <text> and --tried <text> likewise.
  --encrypt-passphrase-env <name>  Encrypt with the passphrase in this environment variable.
  --recipient <key>                Encrypt for this public key of age (age1...). The tool age opens both kinds:
                                   age --decrypt -o bundle.zip <file>
  --map-passphrase-env <name>      Save what stands behind names such as user-3 in <file>.names.json, under this
                                   passphrase; redact --restore puts them back into an answer of support.
  --format <format>                text or json. Default: text.

Exit codes: 0 made, 1 made, but not everything could be read, 2 a secret was left, so the bundle was deleted, 3 could not run.
`,
  redact: `Usage: creatio-oauth redact [options] < input > output

Copies standard input to standard output. Passwords, tokens, keys and other secrets become ***; names of users and hosts,
e-mail addresses, IP addresses and phone numbers become names such as user-3 and ip-2-7, the same one throughout.
Everything else stays byte for byte.

Options:
  --report <file>      Write what was replaced, by rule and line and without any value, as JSON.
  --keep <kinds>       Personal data that stays: user, email, ip, host, path, phone; several with commas.
  --secret-env <name>  Environment variable that holds a secret to hide wherever it stands; can be repeated.
  --rules <file>       Own rules, in a JSON file as for bundle.
  --restore <file>     The other way round: put the names of a map, which bundle saved, back into the text.
  --map-passphrase-env <name>
                       Environment variable that holds the passphrase of that map.

Exit codes: 0 done, 3 could not run.
`,
};
