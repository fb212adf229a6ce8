import type { ShapeRule } from './types.ts';

/** Calls that take a user name, or the name of a scheme, and then a credential. */
const userCalls = [
  'networkcredential',
  'sqlcredential',
  'setbasicauthentication',
  'basicauthenticationheadervalue',
  'authenticationheadervalue',
  'usernamepasswordtoken',
  'validatecredentials',
  'ldap_simple_bind_s',
  'ldap_bind',
  'login',
];

/** Passwords in command lines, calls of programs and statements of databases, where no name stands before them. */
export const commandRules: readonly ShapeRule[] = [
  {
    kind: 'shape',
    id: 'user-option',
    protects: 'passwords in options of the form -u user:password',
    starts: ['-u'],
    pattern:
      /(-[uU][ \t]{0,4}["']?(?!https?:)[^\t-\r :"'/\\=-][^\t-\r :"'/\\]{0,127}:)(?!\/\/|\d{1,5}(?:[\t-\r ]|$))[^\t-\r "']{1,255}/y,
    goesOn: /[^\t-\r "']*/y,
    notAfter: /[\w.-]$/,
    examples: [
      ['curl -u admin:abc https://localhost/', 'curl -u admin:*** https://localhost/'],
      ["curl -u 'admin:abc' x", "curl -u 'admin:***' x"],
      ['clio ping -u http://localhost:80 -l x', 'clio ping -u http://localhost:80 -l x'],
    ],
  },
  {
    kind: 'shape',
    id: 'password-option',
    protects: 'passwords in options of one letter',
    starts: [' -p ', ' -a ', ' /p ', ' /rp ', ' -rp ', ' -p"', " -p'"],
    pattern:
      /( [-/](?:[pPa]|rp)(?: {1,4}["']?|["']))(?=[^\t-\r "']{0,60}[^\W\d_])(?=[^\t-\r "']{0,60}[\d!#$%^&*@])(?![\w.-]+\.[a-z]{2,8}(?:["'\t-\r ]|$)|[a-z]:\\|https?:|[/.]|\d+:\d|\w+=|[a-z]+\d?(?:["'\t-\r ]|$))[^\t-\r "']{6,255}/iy,
    goesOn: /[^\t-\r "']*/y,
    examples: [
      ['sqlcmd -S localhost -U - -P "Abc+1234" -Q x', 'sqlcmd -S localhost -U - -P "***" -Q x'],
      ['clio reg x -l Supervisor -p Abc12345 -i true', 'clio reg x -l Supervisor -p *** -i true'],
      ['dotnet build -p App.csproj -p 8080:80 -p net8', 'dotnet build -p App.csproj -p 8080:80 -p net8'],
    ],
  },
  {
    kind: 'shape',
    id: 'pass-source',
    protects: 'passwords that OpenSSL is given as pass:',
    starts: ['-passin ', '-passout '],
    pattern: /(-pass(?:in|out) {1,4}pass:["']?)[^\t-\r "']{1,255}/iy,
    goesOn: /[^\t-\r "']*/y,
    examples: [['openssl -passin pass:abc -nodes', 'openssl -passin pass:*** -nodes']],
  },
  {
    kind: 'shape',
    id: 'net-use',
    protects: 'passwords behind net use and net user',
    starts: ['net use ', 'net user '],
    pattern:
      /((?:net use (?:[a-z]: |\* )?(?:\\\\[^\t-\r "]{1,255}|"\\\\[^"\r\n]{1,255}") (?:\/user:[^\t-\r "]{1,128} )?|net user [^\t-\r /"]{1,64} )"?)(?![/*"])[^\t-\r "]{1,255}/iy,
    examples: [
      ['net use \\\\localhost\\x abc /persistent:no', 'net use \\\\localhost\\x *** /persistent:no'],
      ['net user - abc /add', 'net user - *** /add'],
    ],
  },
  {
    kind: 'shape',
    id: 'cookie-option',
    protects: 'cookies in options of command lines',
    starts: [" -b '", ' -b "'],
    pattern: /( -b ["'])[^"'\r\n=]{1,128}=[^"'\r\n]{1,255}/y,
    goesOn: /[^"'\r\n]*/y,
    examples: [["curl -b 'a=1; b=2' x", "curl -b '***' x"]],
  },
  {
    kind: 'shape',
    id: 'credential-call',
    protects: 'passwords that programs are given as arguments',
    starts: ['convertto-securestring ', 'sp_addlogin ', 'sp_password ', ...userCalls.map((name) => `${name}(`)],
    pattern:
      /((?:ConvertTo-SecureString(?: {1,4}-String)? {1,4}|[a-z_]{5,28}\([\t-\r ]{0,8}["'][^"'\r\n]{0,128}["'][\t-\r ]{0,8},[\t-\r ]{0,8}|sp_addlogin N?'[^']{0,128}', ?N?|sp_password [^\r\n']{0,16})["'])[^"'\r\n]{1,255}/iy,
    examples: [
      ['ConvertTo-SecureString "a b" -AsPlainText', 'ConvertTo-SecureString "***" -AsPlainText'],
      ['new NetworkCredential("-", "a b", "x")', 'new NetworkCredential("-", "***", "x")'],
      ['new AuthenticationHeaderValue("Basic", "YTpi")', 'new AuthenticationHeaderValue("Basic", "***")'],
      ['client.Login("-", "a b")', 'client.Login("-", "***")'],
    ],
  },
  {
    kind: 'shape',
    id: 'database-login',
    protects: 'passwords in logins of Oracle',
    starts: ['jdbc:oracle:', 'sqlplus '],
    pattern:
      /(jdbc:oracle:\w{1,8}:[^\t-\r /@"']{1,64}\/|sqlplus (?:-\w{1,8} ){0,3}[^\t-\r /@"'-]{1,64}\/)[^\t-\r "']{1,255}?(?=@[^\t-\r "'@]{1,255}(?:[\t-\r "']|$)|[\t-\r "']|$)/iy,
    examples: [['jdbc:oracle:thin:scott/abc@localhost:1521:XE', 'jdbc:oracle:thin:scott/***@localhost:1521:XE']],
  },
  {
    kind: 'shape',
    id: 'directory-entry',
    protects: 'passwords that a program opens a directory with',
    starts: ['directoryentry('],
    pattern:
      /(directoryentry\([\t-\r ]{0,8}(?:["'][^"'\r\n]{0,128}["'][\t-\r ]{0,8},[\t-\r ]{0,8}){2}["'])[^"'\r\n]{1,255}/iy,
    examples: [['new DirectoryEntry("-", "-", "abc")', 'new DirectoryEntry("-", "-", "***")']],
  },
  {
    kind: 'shape',
    id: 'identified-by',
    protects: 'passwords in statements that make users',
    starts: ['identified by '],
    pattern: /(identified by (?:values )?["']?)[^\t-\r "';]{1,255}/iy,
    goesOn: /[^\t-\r "';]*/y,
    examples: [['CREATE USER x IDENTIFIED BY "abc";', 'CREATE USER x IDENTIFIED BY "***";']],
  },
  {
    kind: 'shape',
    id: 'piped-password',
    protects: 'passwords that a command line gives to a program through a pipe',
    starts: ['echo '],
    pattern: /(echo (?:-n )?["']?)[^\t-\r "'|]{4,255}(?=["']? ?\| ?(?:sudo -S|[^\r\n|]{1,120}--password-stdin))/iy,
    examples: [['echo "abc1" | docker login --password-stdin', 'echo "***" | docker login --password-stdin']],
  },
  {
    kind: 'shape',
    id: 'bearer-option',
    protects: 'tokens in options of curl',
    starts: ['--oauth2-bearer '],
    pattern: /(--oauth2-bearer ["']?)[^\t-\r "']{1,255}/iy,
    goesOn: /[^\t-\r "']*/y,
    examples: [['curl --oauth2-bearer abc x', 'curl --oauth2-bearer *** x']],
  },
];
