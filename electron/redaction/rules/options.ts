import { until } from '../scan/endings.ts';
import { anyCase, anyOf, drawn } from './ordinary-values.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const farthest = 500;
const argument = String.raw`(?:"([^"\r\n]{1,255})"|'([^'\r\n]{1,255})'|([^\t-\r "';|&)]{1,255}))`;
/** What stands where a password would: nothing to hide. */
const noPassword = String.raw`(?!["']?(?:[-/$%{<*]|https?:|[\w.]+=|password\b))`;

/** Passwords behind an option of certain programs, in the same command. */
function passwordOption(
  id: string,
  programs: readonly string[],
  option: string,
  examples: PlacedRule['examples'],
): PlacedRule {
  const next = until(new RegExp(String.raw`[\r\n|;]|[ \t](?=(?:${option})[^\t-\r ])`, 'g'));
  const value = new RegExp(String.raw`[ \t](?:${option})${noPassword}${argument}`, 'y');
  return {
    kind: 'placed',
    id,
    protects: `passwords in options of ${programs.map((program) => program.trim()).join(', ')}`,
    starts: programs,
    find(text, start, end): Range[] {
      let at = next.find(text, end - 1);
      // The same letter can be an option of another kind that has no value.
      for (let count = 0; count < 3 && at !== -1 && at - start < farthest; count += 1) {
        value.lastIndex = at;
        const match = value.exec(text);
        const password = match?.slice(1).find((each) => each !== undefined);
        if (password !== undefined) {
          const to = value.lastIndex - (match?.[3] === undefined ? 1 : 0);
          return [[to - password.length, to]];
        }
        if (!/[ \t]/.test(text.charAt(at))) break;
        at = next.find(text, at + 1);
      }
      return [];
    },
    examples,
  };
}

const oraclePrograms = ['expdp ', 'impdp ', 'exp ', 'imp ', 'rman target ', 'connect ', 'conn ', 'sqlldr ', 'sqlplus '];

/** Passwords in command lines of well-known programs, however they look. */
export const optionRules: readonly (PlacedRule | ShapeRule)[] = [
  passwordOption('sql-server-option', ['sqlcmd ', 'osql ', 'isql ', 'bcp ', 'sqlcmd.exe" ', 'sqlcmd.exe '], '[-/]P ?', [
    ['sqlcmd -S localhost -U - -Pabc -i x.sql', 'sqlcmd -S localhost -U - -P*** -i x.sql'],
    ['bcp x out y -P "a b" -c', 'bcp x out y -P "***" -c'],
    ['sqlcmd -E -i x.sql', 'sqlcmd -E -i x.sql'],
  ]),
  passwordOption('mysql-option', ['mysql ', 'mysqldump ', 'mysqladmin ', 'mysqlimport ', 'mariadb '], '-p', [
    ['mysql -u root -pabc db', 'mysql -u root -p*** db'],
    ['mysql -u root -p db', 'mysql -u root -p db'],
  ]),
  passwordOption(
    'program-option',
    [
      'sshpass ',
      'docker login ',
      'psexec ',
      'psexec64 ',
      'mongo ',
      'mongosh ',
      'mongodump ',
      'certutil ',
      'az login ',
      'clio reg',
      'dev-certs https ',
    ],
    '-p ?',
    [
      ['docker login -u x -p abc localhost', 'docker login -u x -p *** localhost'],
      ["sshpass -p 'a b' ssh localhost", "sshpass -p '***' ssh localhost"],
      ['clio reg-web-app x -l Supervisor -p abcdef', 'clio reg-web-app x -l Supervisor -p ***'],
    ],
  ),
  passwordOption('package-option', ['nuget push ', 'nuget.exe push '], '-k ', [
    ['dotnet nuget push x.nupkg -k abc1', 'dotnet nuget push x.nupkg -k ***'],
  ]),
  passwordOption('redis-option', ['redis-cli ', 'redis-benchmark '], '-a ', [
    ['redis-cli -p 6379 -a abc ping', 'redis-cli -p 6379 -a *** ping'],
  ]),
  passwordOption('ldap-option', ['ldapsearch ', 'ldapmodify ', 'ldapadd ', 'ldapwhoami '], '-w ?', [
    ['ldapsearch -D cn=x -w abc -b dc=x', 'ldapsearch -D cn=x -w *** -b dc=x'],
  ]),
  passwordOption('putty-option', ['plink ', 'pscp ', 'psftp ', 'putty ', 'kitty '], '-pw ', [
    ['plink -ssh localhost -pw abc ls', 'plink -ssh localhost -pw *** ls'],
  ]),
  passwordOption('signtool-option', ['signtool ', 'makecert ', 'pvk2pfx '], '[-/]p[io]? ', [
    ['signtool sign /f a.pfx /p abc x.exe', 'signtool sign /f a.pfx /p *** x.exe'],
  ]),
  passwordOption('task-option', ['schtasks ', 'at.exe '], '/[rR]?[pP] ', [
    ['schtasks /create /ru x /rp abc /tn y', 'schtasks /create /ru x /rp *** /tn y'],
  ]),
  passwordOption('samba-option', ['smbclient ', 'rpcclient '], '-U ?["\']?[^\\t-\\r %"\']{1,64}%', [
    ['smbclient //localhost/x -U x%abc', 'smbclient //localhost/x -U x%***'],
  ]),
  {
    kind: 'shape',
    id: 'command-argument',
    protects: 'passwords that commands take as an argument',
    starts: [
      'rabbitmqctl ',
      'htpasswd ',
      'cmdkey ',
      'user-secrets ',
      'set-syssetting ',
      'vault login ',
      'auth default ',
      'requirepass ',
      'masterauth ',
    ],
    pattern: new RegExp(
      String.raw`((?:${[
        String.raw`${anyCase('rabbitmqctl add_user ')}[^\t-\r ]{1,64} `,
        String.raw`${anyCase('rabbitmqctl change_password ')}[^\t-\r ]{1,64} `,
        String.raw`${anyCase('htpasswd -b ')}[^\t-\r ]{1,128} [^\t-\r ]{1,64} `,
        String.raw`${anyOf(['vault login ', 'auth default '])}(?=[^\t-\r ]{0,60}\d)`,
        String.raw`${anyOf(['requirepass ', 'masterauth '])}(?!(?:is|was|not|has)\b)`,
        String.raw`${anyCase('cmdkey ')}(?:\/[^\t-\r ]{1,128} ){0,4}${anyCase('/pass:')}`,
        String.raw`${anyCase('user-secrets set ')}["']?[\w:.-]{1,128}["']? `,
        String.raw`${anyCase('set-syssetting ')}["']?\w{0,60}${anyOf(['secret', 'password', 'token', 'apikey'])}["']? `,
      ].join('|')})["']?)(?![-/$"'])(?:(?<=")[^"\r\n]{1,255}|(?<=')[^'\r\n]{1,255}|[^\t-\r "']{1,255})`,
      'y',
    ),
    examples: [
      ['rabbitmqctl add_user x abc', 'rabbitmqctl add_user x ***'],
      ['cmdkey /add:localhost /user:- /pass:abc', 'cmdkey /add:localhost /user:- /pass:***'],
      ['dotnet user-secrets set "Auth:ClientSecret" "abc"', 'dotnet user-secrets set "Auth:ClientSecret" "***"'],
      ['CONFIG SET requirepass abc', 'CONFIG SET requirepass ***'],
    ],
  },
  {
    kind: 'shape',
    id: 'secure-string',
    protects: 'passwords that PowerShell makes a secure string of',
    starts: ['convertto-securestring '],
    pattern: new RegExp(
      String.raw`(${anyOf(['convertto-securestring'])}(?: {1,4}-[Ss]tring)? {1,4}["']?)(?![-$"'|)])[^"'\r\n\t-\r ]{1,255}`,
      'y',
    ),
    examples: [['ConvertTo-SecureString abc -AsPlainText', 'ConvertTo-SecureString *** -AsPlainText']],
  },
  {
    kind: 'shape',
    id: 'environment-item',
    protects: 'secrets that PowerShell sets as variables of the environment',
    starts: ['env:'],
    pattern:
      /(env:\\?\w{0,60}(?:secret|password|pwd|passwd|token|apikey|api_key)["']? {1,4}-value {1,4}["']?)[^\t-\r "']{1,255}/iy,
    examples: [['New-Item Env:\\CLIENT_SECRET -Value abc', 'New-Item Env:\\CLIENT_SECRET -Value ***']],
  },
  {
    kind: 'shape',
    id: 'set-variable',
    protects: 'secrets that a call sets as variables of the environment',
    starts: ['setenvironmentvariable('],
    pattern:
      /(setenvironmentvariable\(["']\w{0,60}(?:secret|password|pwd|passwd|token|apikey|api_key)["'] ?, ?["'])[^"'\r\n]{1,255}/iy,
    examples: [["SetEnvironmentVariable('CLIENT_SECRET','abc')", "SetEnvironmentVariable('CLIENT_SECRET','***')"]],
  },
  {
    kind: 'shape',
    id: 'client-secret-credential',
    protects: 'client secrets that a program passes to a library',
    starts: ['clientsecretcredential('],
    pattern: /(clientsecretcredential\((?:["'][^"'\r\n]{0,128}["'] ?, ?){2}["'])[^"'\r\n]{1,255}/iy,
    examples: [['new ClientSecretCredential("-", "-", "abc")', 'new ClientSecretCredential("-", "-", "***")']],
  },
  {
    kind: 'shape',
    id: 'mail-login',
    protects: 'credentials in sessions of SMTP',
    starts: ['auth plain ', 'auth login '],
    pattern: /(auth (?:plain|login) )(?=[\w+/]{0,60}\d)[\w+/]{12,512}={0,2}(?=[\t-\r ]|$)/iy,
    examples: [
      ['EHLO - AUTH PLAIN AGFubmEAU29tbWVyMjQ=', 'EHLO - AUTH PLAIN ***'],
      ['250 AUTH LOGIN PLAIN', '250 AUTH LOGIN PLAIN'],
    ],
  },
  {
    kind: 'shape',
    id: 'oracle-login',
    protects: 'passwords in logins of Oracle',
    starts: oraclePrograms,
    pattern: new RegExp(
      String.raw`(${anyOf(oraclePrograms)}(?:-\w{1,8} ){0,3}(?:userid=)?["']?[\w$#]{1,30}\/["']?)(?=[^\t-\r /@]{1,64}@(?![\d.]+\b)|${drawn()})[^\t-\r /"'@]{1,255}`,
      'y',
    ),
    examples: [
      ['expdp scott/tiger@orcl', 'expdp scott/***@orcl'],
      ['connect sys/a1b2c3d4 as sysdba', 'connect sys/*** as sysdba'],
      ['connect read/write access', 'connect read/write access'],
    ],
  },
];
